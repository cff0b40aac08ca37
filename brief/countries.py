"""Countries by the names that news gives them: adjective, seat of government, other names.

One country a line: `name | adjectives and nationals | seats that stand for its government | other names`.
A city that hosts international bodies more often than it speaks for its country (Brussels) is left out.
"""

from __future__ import annotations

TABLE = """\
Afghanistan | Afghan | Kabul
Albania | Albanian | Tirana
Algeria | Algerian | Algiers
Andorra | Andorran | Andorra la Vella
Angola | Angolan | Luanda
Antigua and Barbuda | Antiguan, Barbudan | Saint John's
Argentina | Argentinean, Argentine, Argentinian | Buenos Aires
Armenia | Armenian | Yerevan
Australia | Australian | Canberra
Austria | Austrian | Vienna
Azerbaijan | Azerbaijani | Baku
Bahrain | Bahraini | Manama
Bangladesh | Bangladeshi | Dhaka
Barbados | Barbadian | Bridgetown
Belarus | Belarusian | Minsk
Belgium | Belgian
Belize | Belizean | Belmopan
Benin | Beninese | Porto-Novo
Bhutan | Bhutanese | Thimphu
Bolivia | Bolivian | La Paz, Sucre
Bosnia and Herzegovina | Bosnian | Sarajevo | Bosnia
Botswana | Botswanan, Motswana | Gaborone
Brazil | Brazilian | Brasília
Brunei | Bruneian | Bandar Seri Begawan
Bulgaria | Bulgarian | Sofia
Burkina Faso | Burkinabe | Ouagadougou
Burma | Burmese | Naypyidaw
Burundi | Burundian | Bujumbura
Cambodia | Cambodian | Phnom Penh
Cameroon | Cameroonian | Yaoundé
Canada | Canadian | Ottawa
Cape Verde | Cape Verdean | Praia
Central African Republic | Central African | Bangui
Chad | Chadian | N'Djamena
Chile | Chilean | Santiago
China | Chinese | Beijing | People's Republic of China, PRC
Colombia | Colombian | Bogotá
Comoros | Comoran | Moroni
Costa Rica | Costa Rican | San José
Croatia | Croatian | Zagreb
Cuba | Cuban | Havana
Cyprus | Cypriot | Nicosia
Czech Republic | Czech | Prague | Czechia
Democratic Republic of the Congo | Congolese | Kinshasa | DR Congo, DRC, Congo
Denmark | Danish, Dane | Copenhagen
Djibouti | Djiboutian
Dominica |  | Roseau
Dominican Republic | Dominican | Santo Domingo
East Timor | Timorese | Dili | Timor-Leste
Ecuador | Ecuadorean, Ecuadorian | Quito
Egypt | Egyptian | Cairo
El Salvador | Salvadoran | San Salvador
Equatorial Guinea | Equatorial Guinean | Malabo
Eritrea | Eritrean | Asmara
Estonia | Estonian | Tallinn
Eswatini | Swazi | Mbabane | Swaziland
Ethiopia | Ethiopian | Addis Ababa
Federated States of Micronesia | Micronesian | Palikir | Micronesia
Fiji | Fijian | Suva
Finland | Finnish, Finn | Helsinki
France | French | Paris
Gabon | Gabonese | Libreville
Georgia | Georgian | Tbilisi
Germany | German | Berlin
Ghana | Ghanaian | Accra
Greece | Greek | Athens
Grenada | Grenadian | St. George's
Guatemala | Guatemalan | Guatemala City
Guinea | Guinean | Conakry
Guinea-Bissau | Guinea-Bissauan | Bissau
Guyana | Guyanese | Georgetown
Haiti | Haitian | Port-au-Prince
Honduras | Honduran | Tegucigalpa
Hungary | Hungarian | Budapest
Iceland | Icelandic | Reykjavik
India | Indian | New Delhi, Delhi
Indonesia | Indonesian | Jakarta
Iran | Iranian | Tehran | Islamic Republic of Iran
Iraq | Iraqi | Baghdad
Ireland | Irish | Dublin
Israel | Israeli | Jerusalem, Tel Aviv
Italy | Italian | Rome
Ivory Coast | Ivorian | Yamoussoukro | Cote d'Ivoire
Jamaica | Jamaican | Kingston
Japan | Japanese | Tokyo
Jordan | Jordanian | Amman
Kazakhstan | Kazakh, Kazakhstani | Astana
Kenya | Kenyan | Nairobi
Kiribati | I-Kiribati | South Tarawa
Kosovo | Kosovar, Kosovan | Pristina
Kuwait | Kuwaiti | Kuwait City
Kyrgyzstan | Kyrgyz | Bishkek
Laos | Laotian, Lao | Vientiane
Latvia | Latvian | Riga
Lebanon | Lebanese | Beirut
Lesotho | Mosotho | Maseru
Liberia | Liberian | Monrovia
Libya | Libyan | Tripoli
Liechtenstein | Liechtensteiner | Vaduz
Lithuania | Lithuanian | Vilnius
Luxembourg | Luxembourgish
Madagascar | Malagasy | Antananarivo
Malawi | Malawian | Lilongwe
Malaysia | Malaysian | Kuala Lumpur
Maldives | Maldivian | Male
Mali | Malian | Bamako
Malta | Maltese | Valletta
Marshall Islands | Marshallese | Majuro
Mauritania | Mauritanian | Nouakchott
Mauritius | Mauritian | Port Louis
Mexico | Mexican | Mexico City
Moldova | Moldovan | Chișinău
Monaco | Monegasque
Mongolia | Mongolian | Ulaanbaatar
Montenegro | Montenegrin | Podgorica
Morocco | Moroccan | Rabat
Mozambique | Mozambican | Maputo
Myanmar | Burmese | Naypyidaw, Naypyitaw | Burma
Namibia | Namibian | Windhoek
Nauru | Nauruan | Yaren
Nepal | Nepalese, Nepali | Kathmandu
Netherlands | Dutch | The Hague, Hague | Holland
New Zealand | New Zealander | Wellington
Nicaragua | Nicaraguan | Managua
Niger | Nigerien | Niamey
Nigeria | Nigerian | Abuja
North Korea | North Korean | Pyongyang | DPRK, the North, Democratic People's Republic of Korea
North Macedonia | Macedonian | Skopje | Macedonia
Norway | Norwegian | Oslo
Oman | Omani | Muscat
Pakistan | Pakistani | Islamabad
Palau | Palauan | Ngerulmud
Palestine | Palestinian | Ramallah | Palestinian Authority, Palestinians
Panama | Panamanian | Panama City
Papua New Guinea | Papua New Guinean | Port Moresby
Paraguay | Paraguayan | Asunción
Peru | Peruvian | Lima
Philippines | Filipino, Philippine | Manila
Poland | Polish, Pole | Warsaw
Portugal | Portuguese | Lisbon
Qatar | Qatari | Doha
Republic of the Congo |  | Brazzaville | Congo-Brazzaville
Romania | Romanian | Bucharest
Russia | Russian | Moscow, Kremlin | Russian Federation
Rwanda | Rwandan | Kigali
Saint Kitts and Nevis | Kittian and Nevisian | Basseterre
Saint Lucia | Saint Lucian | Castries
Saint Vincent and the Grenadines | Saint Vincentian | Kingstown
Samoa | Samoan | Apia
San Marino | Sammarinese
Saudi Arabia | Saudi, Saudi Arabian | Riyadh
Scotland | Scottish | Edinburgh
Senegal | Senegalese | Dakar
Serbia | Serbian | Belgrade
Seychelles | Seychellois | Victoria
Sierra Leone | Sierra Leonean | Freetown
Singapore | Singaporean
Slovakia | Slovak | Bratislava
Slovenia | Slovenian, Slovene | Ljubljana
Solomon Islands | Solomon Islander | Honiara
Somalia | Somali | Mogadishu
South Africa | South African | Pretoria
South Korea | South Korean | Seoul | ROK, the South, Republic of Korea
South Sudan | South Sudanese | Juba
Spain | Spanish, Spaniard | Madrid
Sri Lanka | Sri Lankan | Colombo
Sudan | Sudanese | Khartoum
Suriname | Surinamer | Paramaribo
Sweden | Swedish, Swede | Stockholm
Switzerland | Swiss | Bern, Berne
Syria | Syrian | Damascus
São Tomé and Príncipe | Sao Tomean | São Tomé
Taiwan | Taiwanese | Taipei
Tajikistan | Tajik | Dushanbe
Tanzania | Tanzanian | Dodoma
Thailand | Thai | Bangkok
The Bahamas | Bahamian | Nassau | Bahamas
The Gambia | Gambian | Banjul | Gambia
Togo | Togolese | Lomé
Tonga | Tongan | Nuku'alofa
Trinidad and Tobago | Trinidadian | Port of Spain
Tunisia | Tunisian | Tunis
Turkey | Turkish, Turk | Ankara | Türkiye, Turkiye
Turkmenistan | Turkmen | Ashgabat
Tuvalu | Tuvaluan | Funafuti
Uganda | Ugandan | Kampala
Ukraine | Ukrainian | Kyiv, Kiev
United Arab Emirates | Emirati | Abu Dhabi | UAE, Emirates
United Kingdom | British, Briton | London, Downing Street, Whitehall | UK, U.K., Britain, Great Britain
United States | American | Washington, White House | US, U.S., USA, U.S.A., America, United States of America
Uruguay | Uruguayan | Montevideo
Uzbekistan | Uzbek | Tashkent
Vanuatu | Ni-Vanuatu | Port Vila
Vatican City | Vatican | Holy See | Vatican City State
Venezuela | Venezuelan | Caracas
Vietnam | Vietnamese | Hanoi | Viet Nam
Wales | Welsh
Western Sahara | Sahrawi | El Aaiún
Yemen | Yemeni | Sana'a
Zambia | Zambian | Lusaka
Zimbabwe | Zimbabwean | Harare
"""
