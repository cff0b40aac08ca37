#!/usr/bin/env bash
# The day's pull request. Usage: pull-request.sh start BRANCH  before the brief is made
#                                pull-request.sh publish BRANCH BASE  after it
#                                pull-request.sh tell BASE BYTES  what to read first and what changed, as Markdown
# Needs git, gh and brief on the PATH; gh takes its token from GH_TOKEN.
set -euo pipefail

# Go on from the branch of the day, if it is there: what reviewers wrote on it is in its files.
start() {
    if git fetch --quiet origin "refs/heads/$1:refs/remotes/origin/$1" 2>/dev/null; then
        git switch --quiet -C "$1" "origin/$1"
    else
        git switch --quiet -C "$1"
    fi
}

# What to read first, and what changed since the base, in so many bytes at most: whole lines, and a word on the rest.
tell() {
    { brief summary; echo; brief diff "origin/$1" .; } | LC_ALL=C awk -v most="$2" -v base="origin/$1" '
        (size += length($0) + 1) > most - 100 { left++; next }
        { print }
        END { if (left) printf "\n%d lines more: `brief summary` and `brief diff %s` show them.\n", left, base }'
}

# Commit what was made, push it, open the pull request or comment on it. Without changes nothing is done.
publish() {
    local branch=$1 base=$2 body
    git add --all .
    if git diff --cached --quiet; then
        echo "nothing changed"
        return
    fi
    body=$(mktemp)
    tell "$base" 65000 >"$body"   # GitHub takes 65,536 characters
    git commit --quiet --message "Brief, ${branch#brief/}"
    git push --quiet origin "HEAD:refs/heads/$branch"
    if [ "$(gh pr list --head "$branch" --state open --json number --jq length)" = 0 ]; then
        gh pr create --head "$branch" --base "$base" --title "Brief, ${branch#brief/}" --body-file "$body"
    else
        gh pr comment "$branch" --body-file "$body"
    fi
    rm "$body"
}

"$@"
