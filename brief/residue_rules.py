"""What web residue looks like on English-language sites: patterns by reason, for `residue`.

Each must match a whole line, with its apostrophes straight and its spaces single, without regard to
case. A label is all of its line; an opening counts only on a line that does not end as a sentence
does; a notice counts wherever it stands. A new pattern needs words that no article would hold.
"""

from __future__ import annotations

SHARE = (
    r"shares?|tweet|retweet|pin|email|mail|print|facebook|twitter|pinterest|linkedin|whatsapp|telegram|reddit"
    r"|messenger|viber|instagram|youtube|flipboard|tumblr|threads|mastodon|bluesky"
)
"""Words of which a row of share buttons has at least one."""
BESIDE_SHARE = (
    r"this|article|story|page|post|link|copy|on|via|with|by|to|and|or|in|x|e|save|comments?|follow|us|more"
    r"|pocket|your|friends|url|k|m"
)
"""Words that may stand in such a row beside them."""

LABELS = {
    "advertisement": (
        r"advertisements?|ads?|sponsored(?: content| by .{1,40})?|promoted(?: content)?",
        r"paid (?:content|post)",
        r"(?:story|article) continue[sd] (?:below|after)(?: (?:this )?ad\w*)?|skip ad\w*",
        r"scroll to continue.*",
        r"(?:advertisement )?continue reading(?: the main story| below)?|vote now|urgent",
    ),
    "link to another article": (
        r"(?:read|see|watch|learn|find out) (?:also|more|next)|(?:also )?(?:read|see|watch)|see all",
        r"related(?: (?:article|stor(?:y|ies)|topic|news|content|post|coverage|link|video)\w*)?",
        r"more (?:on|about) this(?: (?:story|topic))?|more (?:stories|news|coverage|headlines)",
        r"more (?:from|in) [^.?!]{2,40}|you (?:may|might) (?:also )?(?:like|be interested in)",
        r"recommended(?: (?:for you|stories|articles|reading))?|don't miss|in case you missed it",
        r"(?:most|more) (?:read|popular|viewed|shared)|popular(?: now)?|trending(?: now| stories)?",
        r"must[- ]reads?",
        r"(?:top|latest|breaking|other|similar) (?:stories|news|articles|headlines)",
        r"editor'?s'? (?:picks?|choice)",
        r"(?:what to )?(?:read|watch) (?:this )?next|up next",
        r"(?:next|prev|previous)(?: (?:article|story|post))?",
        r"further reading|explore further",
    ),
    "media player": (
        r"(?:video|photo|picture|image|quote|cartoon|podcast|chart)s?(?: of the (?:day|week))?",
        r"(?:(?:photo|picture|image) )?gallery|slide ?show|audio|live|media caption|play(?: video)?|replay",
        r"watch (?:live|now|the video|video)|listen(?: now| to (?:this )?(?:article|story))?",
    ),
    "search box": (
        r"search(?: (?:results|(?:for|the|this|our|by) .{0,30}))?",
        r"enter (?:your )?(?:keywords?|search terms?)",
        r"(?:extended|advanced|simple|site) search ?(?:(?:show|hide) ?(?:extended|advanced) search)?",
        r"(?:show|hide|open|close) (?:extended |advanced )?search(?: bar| box)?",
    ),
    "navigation": (
        r"all (?:topics|news|sections|categories|stories|articles|tags)",
        r"by (?:period|date|topic|author|category)",
        r"home(?: ?page)?|(?:main )?menu|sections?|categor(?:y|ies)|topics?|tags?|archives?|news ?feed",
        r"skip to (?:main )?(?:content|navigation)|(?:back|return|go) to (?:the top|top|home(?: ?page)?)",
        r"page \d+(?: of \d+)?|\d+ of \d+|(?:show|load|view|see) (?:more|less|all)|expand|collapse",
        r"toggle \w+",
        r"(?:sign|log) ?(?:in|out|up)(?: or register)?|register|my account|contact(?: us)?|about us|careers",
        r"help|faqs?|privacy(?: (?:policy|notice|settings))?|terms(?: of (?:use|service))?",
        r"terms (?:and|&) \w+",
        r"accessibility(?: \w+)?|cookie \w+|site ?map|close|opens? in (?:a )?new (?:window|tab)|click here",
        r"rss(?: feeds?)?|do not sell my (?:data|personal information)|advertise(?: with us)?",
        r"[^.?!]{1,30}(?: [>»] [^.?!]{1,30}){1,4}",
    ),
    "newsletter or subscription": (
        r"subscribe(?: now| today| here)?|(?:(?:daily|weekly|our|free|e-?mail) )?newsletters?",
        r"donate(?: now)?",
        r"support us|get (?:the|our) app|(?:start|begin) (?:your )?free trial",
        r"already a (?:member|subscriber)\b.*",
    ),
    "comments box": (
        r"(?:\d+ )?comments?(?: ?\(\d+\))?|no comments(?: yet)?|comments (?:are )?closed|reply",
        r"(?:leave|post|write|add|submit) (?:a |your )?(?:comments?|reply|replies)\b.*",
        r"be the first to comment",
        r"(?:view|show|read|hide) (?:all |the )?(?:\d+ )?comments\b.*|join the (?:conversation|discussion).*",
    ),
}
TOGGLE = r"Show ?Hide"
"""What opens and closes a box of text, as it comes out between the words of the box."""
BOX = r"(?:Q&A|Quick guide|Explainer|Timeline|Profile|Fact ?box|At a glance)\s"
"""What such a box is called, above its own heading."""
DATELINE = r"[A-Z][A-Z .'/-]{2,30}(?:, [A-Z][\w. ]{2,30})? \([A-Z]\w{1,12}\) ?[—-]"
"""Where an agency's report begins: "OSLO, Norway (XYZ) -"."""

_PEOPLE = (
    r"(?:m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|soldiers?|troops|officers?|police(?:m[ae]n)?|protesters?"
    r"|demonstrators?|residents?|workers?|fighters?|rebels?|refugees?|migrants?|guards?|mourners?|supporters?"
    r"|students?|volunteers?|firefighters?|rescuers?)"
)
_POSES = (
    r"(?:carr(?:y|ies)|cleans?|walks?|waves?|gestures?|poses?|sits?|works?|looks? on|inspects?|mourns?"
    r"|stands?"
    r"|shakes? hands|holds?|passes|pass|gathers?|marches|march|rides?|rests?|patrols?)"
)
_WHEN = (
    r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)"
)

OPENINGS = {
    "link to another article": (
        r"[^.?!:]{5,100}: (?:\w+ )?(?:q&a|explainer|live updates|in pictures|quiz|timeline)",
        r"(?:more|related|watch|listen|recommended|don't miss)\s*[:|»]\s*\S.*|.*\bread more",
    ),
    "media player": (r"play video \d.*|just watched\b.*|now playing\b.*",),
    "share buttons": (r"follow (?:us|@\w+)\b.*|(?:read or )?share this (?:story|article|page|post)\b.*",),
    "navigation": (
        r"(?:filed under|tagged(?: (?:with|in|as))?|tags|topics|categories|sections|keywords)\s*:.*",
    ),
    "photo credit or caption": (
        r"(?-i:CLOSE) \S.*|(?:video|photo|picture|image|caption)s?(?: credits?)?\s*:.*",
        r".*\b(?:hide|toggle) caption\b.*",
        r".*(?:^|[\s(.])(?:photo(?:s|graph\w*)?|images?|pictures?)(?: credits?)?(?: by)?\s*:\s*[^:]{2,80}",
        r".*\((?:(?:file|ap) )?(?:photo|image|picture|credit)s?\b[^()]*\)",
        r".*(?:\bvia |/ ?)(?:getty(?: images)?|afp|ap|epa|reuters|bloomberg|shutterstock|file photo)\)?",
        r".*(?-i:\b(?:REUTERS|AFP|EPA|AP Photo|AP)/ ?[A-Z])[^.?!]{2,60}",
    ),
    "credit line": (
        r"contribut(?:ing|ors?)\s*:.*|— ?with assistance\b.*",
        r"\(?(?:additional )?(?:reporting|writing|editing) by\b.*",
    ),
    "byline": (
        r"(?-i:(?:By|BY|Written by|Story by)(?: [A-Z][\w.'-]+){2,4})(?:(?:,| and | (?:in|for) | ?[|—-] ).*)?",
        r"(?-i:B[yY] [A-Z][\w.'-]+)",
    ),
    "publication note": (
        r"(?:last |first )?(?:updated|published|posted|modified)\b.*(?:\d{4}|\d:\d\d|\d ?[ap]\.?m\b).*",
    ),
}
NOTICES = {
    "link to another article": (
        r"(?:read (?:also|more|next)|also (?:read|see)|see (?:also|more)|more on this)\s*[:>|»—-]\s*\S.*",
    ),
    "age notice": (r"this (?:article|story|page|post) is (?:more than|over|about) .{1,20} old\.?",),
    "publication note": (
        r"this (?:article|story|page|post) (?:has been|was) (?:\w+ )?(?:updated|published|posted)\b.*",
        r"(?:last |first )?(?:updated|published|posted) (?:on |at )?[\w:., ]{0,20}\d[\w:., ]{0,20}",
    ),
    "share buttons": (r"(?:read or )?share this (?:story|article)\s*:?\s*https?://\S+",),
    "newsletter or subscription": (
        r"(?:sign up|subscribe|register|get|join|receive|never miss)\b.*\b(?:newsletters?|inbox)\b.*",
        r"(?:sign up|subscribe|register|download)\b.*\b(?:e-?mail alerts?|free trial|our app)\b.*",
        r".*\b(?:to|in) your inbox\b.*\b(?:sign(?:ing)? up|subscribe|newsletter)\b.*",
        r"you have (?:\d+|one|no) (?:free )?articles? (?:left|remaining).*",
        r"by signing up,? you (?:agree|accept)\b.*",
    ),
    "cookie notice": (
        r"(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.*\buses?\b.*\bcookies\b.*",
        r"(?:accept|reject|manage)(?: all)? cookies\b.*|by (?:continuing|using|clicking)\b.*\bcookies\b.*",
    ),
    "copyright": (
        r"(?:©|\(c\) ?\d|copyright\b ?(?:©|\(c\)|\d{4})).*|.*\ball rights reserved\b\.?.{0,40}",
        r"powered by .{2,40}",
        r".*\bmay not be (?:published|reproduced), (?:broadcast|rewritten|distributed|transmitted).*",
    ),
    "comments box": (
        r"your e-?mail address will not be published\b.*|(?:please )?(?:log|sign) in to (?:leave|post)\b.*",
        r"notify me of .*|view the discussion thread\.?|.*\buses akismet\b.*",
    ),
    "credit line": (
        r".{3,160}\bcontributed(?: reporting)? (?:to|for) this (?:report|story|article)\.?",
        r"(?-i:Contribut(?:ing|ors?): [A-Z]).{3,160}",
        r"[^.?!]{0,4}(?-i:[A-Z])[^,;:?!]{3,80} reported (?:from .{2,40} )?for this (?:story|article)\b.*",
        r"\(?(?:reporting|writing) by .{3,160}; ?(?:\w+ )?(?:reporting|writing|editing) by .{3,80}",
    ),
    "photo credit or caption": (
        r"(?-i:FILE|File)(?: photo| picture| image)?\s*[:—-]\s+\S.*",
        r".{3,80}; (?:from file|file photo)\b.{0,10}",
        # Only a caption tells in the present what nameless people did on a day that is over.
        (
            rf"(?-i:An?|Two|Three|Four|Several) (?:[\w-]+ ){{0,4}}{_PEOPLE} {_POSES} "
            rf"[^.?!\"]*\b{_WHEN}[^.?!\"]*\.?"
        ),
        (
            r"[^.?!\"]*(?-i:[A-Z][\w'-]+), (?:(?:second|third) from )?(?:left|right|cent(?:er|re)),?"
            r" (?:meets|greets|shakes|speaks|talks|walks|waves|poses|sits|looks|stands) [^.?!\"]*\.?"
        ),
    ),
    "advertisement": (r".{0,80}\bclick here\.?",),
    "web address": (r"(?:(?:https?://|www\.|pic\.twitter\.com/)\S+\s*)+|[\w.+-]+@[\w-]+\.[\w.]+",),
}
