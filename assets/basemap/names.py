"""Names repaired by hand: what the sources spell in several ways along one river, or have lost letters of."""

# One English name along the whole river. Keys are the sources' spellings after white space is tidied.
RIVERS = {
    "Firat": "Euphrates", "Al Furat": "Euphrates", "Nahr al Furat": "Euphrates", "Nahr al-Furat": "Euphrates",
    "Dicle": "Tigris", "Nahr Dijlah": "Tigris",
    "Kiz?lirmak": "Kızılırmak", "Kr": "Kura", "Talkeh": "Talkheh", "Gharraf Canal": "Gharraf",
    "Hindiyah Channel": "Hindiyah", "Shatt al Hillah": "Hillah",
    "Abay": "Blue Nile", "Abay (Blue Nile)": "Blue Nile", "El Bahr el Azraq (Blue Nile)": "Blue Nile",
    "El Bahr el Abyad (White Nile)": "White Nile", "Bahr el Jebel (White Nile)": "White Nile",
    "Bahr el Jebel (Mountain Nile)": "White Nile",
    "Amazonas": "Amazon", "Argun’ (Ergun)": "Argun", "Heilong Jiang (Amur)": "Amur",
    "Bratul Chillia": "Danube", "Bratul Sfintu Gheorghe": "Danube", "Bratul Sulina": "Danube", "Borcea": "Danube",
    "Donau (Danube)": "Danube", "Soroksari Duna": "Danube", "Braco Menor": "Araguaia",
    "Bénoué": "Benue", "Caquetá": "Japurá", "Chang Jiang (Yangtze)": "Yangtze", "Chang (Yangtze)": "Yangtze",
    "Jinsha (Yangtze)": "Yangtze", "Tongtian": "Yangtze", "Tuotuo": "Yangtze",
    "Daugava (Zapadnaya Dvina)": "Daugava", "Dnepre": "Dnieper", "Dnipro (Dnieper)": "Dnieper",
    "Duero": "Douro", "Tajo": "Tagus", "Tejo (Tagus)": "Tagus", "Ertis": "Irtysh", "Ertix (Irtysh)": "Irtysh",
    "Genal?": "Genale", "Glomma (Glåma)": "Glomma", "Godävari": "Godavari", "Hong (Red)": "Red River",
    "Huang": "Yellow River", "Huang (Yellow)": "Yellow River",
    "Lancang (Mekong)": "Mekong", "Lower Tunguska (Nizhnyaya Tunguska)": "Lower Tunguska",
    "Lualaba (Congo)": "Lualaba", "Mahäna Nadï": "Mahanadi", "Maquan (Damqogkanbab)": "Brahmaputra",
    "Yarlung (Brahmaputra)": "Brahmaputra", "Dihang": "Brahmaputra",
    "Mouhoun (Black Volta)": "Black Volta", "Nakanbé (White Volta)": "White Volta", "Niagra": "Niagara",
    "Nu": "Salween", "Nu (Salween)": "Salween", "Ob'": "Ob", "Ob’": "Ob", "Pend Orielle": "Pend Oreille",
    "R. des Outaouais": "Ottawa", "Rhein": "Rhine", "Rhin (Rhein)": "Rhine", "Waal": "Rhine",
    "Rosetta Branch": "Nile", "Damietta Branch": "Nile", "Selenge (Selenga)": "Selenga",
    "Songhua (Sungari)": "Songhua", "Svernaya Dvina": "Northern Dvina", "Tisa": "Tisza", "Tom’": "Tom",
    "Sénégal": "Senegal", "Olenëk": "Olenek", "Verkhniy Yenisey": "Yenisei",
    "Yenisey": "Yenisei", "Malyy Yenisey": "Little Yenisei", "Xi": "Xi (Pearl)", "Anadyr’": "Anadyr",
    "Svir’": "Svir", "Irrawaddy Delta": "Irrawaddy", "Ayeyarwady": "Irrawaddy",
}

# English names where a reader of English knows no other, and names from which the source dropped letters
# that no folded comparison brings back. Keys: (the source's name, its country).
TOWNS = {
    ("Icel", "Turkey"): "Mersin", ("Hatay", "Turkey"): "Antakya", ("Samandagi", "Turkey"): "Samandağ",
    ("Trablous", "Lebanon"): "Tripoli", ("Saida", "Lebanon"): "Sidon", ("Al Khalil", "Palestine"): "Hebron",
    ("B'abda", "Lebanon"): "Baabda", ("Panevežys", "Lithuania"): "Panevėžys", ("Piraiévs", "Greece"): "Piraeus",
    ("København", "Denmark"): "Copenhagen", ("Göteborg", "Sweden"): "Gothenburg",
    ("Naxcivan", "Azerbaijan"): "Nakhchivan", ("Beer Sheva", "Israel"): "Beersheba",
    ("St. John’s", "Canada"): "St. John's",
    ("Lódz", "Poland"): "Łódź", ("Elazig", "Turkey"): "Elazığ", ("As Salt", "Jordan"): "As Salt",
    ("Bur Said", "Egypt"): "Port Said", ("Lemosos", "Cyprus"): "Limassol", ("Kiev", "Ukraine"): "Kyiv",
    ("Rangoon", "Myanmar"): "Yangon", ("Sao Paulo", "Brazil"): "São Paulo", ("Bogota", "Colombia"): "Bogotá",
}
# Said twice by the source: Antioch and Hatay are both Antakya.
TOWNS_TWICE = {("Antioch", "Turkey")}

COUNTRIES = {
    "United States of America": "United States", "Congo (Kinshasa)": "DR Congo", "Congo (Brazzaville)": "Congo",
    "The Bahamas": "Bahamas", "The Gambia": "Gambia", "Republic of Serbia": "Serbia",
    "United Republic of Tanzania": "Tanzania", "Bosnia and Herzegovina": "Bosnia-Herzegovina",
    "Swaziland": "Eswatini", "Macedonia": "North Macedonia", "Czech Republic": "Czechia",
    "Federated States of Micronesia": "Micronesia", "Guinea Bissau": "Guinea-Bissau", "East Timor": "Timor-Leste",
    "Hong Kong S.A.R.": "Hong Kong", "Macau S.A.R": "Macau", "Vatican (Holy Sea)": "Vatican",
    "Svalbard and Jan Mayen Islands": "Svalbard", "Aland": "Åland", "Curacao": "Curaçao",
    "Sao Tome and Principe": "São Tomé and Príncipe",
}
# Where the borders at 50m do not close around a country: label point and rank.
COUNTRY_POINTS = {"Pakistan": ((69.3, 29.5), 1), "Netherlands": ((5.6, 52.2), 4)}

GOVERNORATES = {
    "Ninawa": "Nineveh", "Sala ad-Din": "Salah al-Din", "At-Ta'mim": "Kirkuk", "Arbil": "Erbil", "Dihok": "Dohuk",
    "Hasaka (Al Haksa)": "Hasakah", "Ar Raqqah": "Raqqa", "Dayr Az Zawr": "Deir ez-Zor", "Homs (Hims)": "Homs",
    "Hamah": "Hama", "Dar`a": "Daraa", "Lattakia": "Latakia", "Al-Anbar": "Anbar", "K. Maras": "Kahramanmaraş",
    "As-Sulaymaniyah": "Sulaymaniyah", "Al-Qadisiyah": "Qadisiyah", "Al-Muthannia": "Muthanna",
    "An-Najaf": "Najaf", "Dhi-Qar": "Dhi Qar", "Al-Basrah": "Basra", "As Suwayda'": "Suwayda",
    "Karbala'": "Karbala", "Sanliurfa": "Şanlıurfa", "Diyarbakir": "Diyarbakır", "Adiyaman": "Adıyaman",
}

# Territories of the places' file that are no country on a map of this scale.
NOT_COUNTRIES = {"Antarctica", "Cyprus No Mans Area", "Siachen Glacier", "Dhekelia", "Akrotiri"}

OWN_LAKES = {"Jabbul": "Lake Jabbul"}

# The package's lakes have no names: (name, lon, lat) of a point in each that deserves one.
LAKES = [
    ("Caspian Sea", 50.5, 41.5), ("Lake Superior", -87.5, 47.8), ("Lake Michigan", -87.0, 43.5),
    ("Lake Huron", -82.3, 44.8), ("Lake Erie", -81.2, 42.2), ("Lake Ontario", -77.8, 43.6),
    ("Lake Victoria", 33.0, -1.0), ("Lake Tanganyika", 29.5, -6.0), ("Lake Malawi", 34.5, -12.0),
    ("Lake Baikal", 108.0, 53.5), ("Lake Ladoga", 31.5, 60.9), ("Lake Onega", 35.5, 61.6),
    ("Great Bear Lake", -121.0, 66.0), ("Great Slave Lake", -114.0, 61.7), ("Lake Winnipeg", -98.0, 52.2),
    ("Lake Balkhash", 74.0, 46.2), ("Issyk-Kul", 77.2, 42.4), ("Lake Titicaca", -69.4, -15.8),
    ("Lake Nicaragua", -85.4, 11.6), ("Lake Turkana", 36.1, 3.6), ("Lake Albert", 30.9, 1.7),
    ("Lake Chad", 14.4, 13.0), ("Lake Van", 42.9, 38.6), ("Lake Sevan", 45.3, 40.35),
    ("Lake Urmia", 45.4, 37.7), ("Lake Tharthar", 43.25, 34.0), ("Lake Milh", 43.65, 32.75),
    ("Lake Habbaniyah", 43.45, 33.3), ("Dead Sea", 35.5, 31.55), ("Sea of Galilee", 35.58, 32.8),
    ("Lake Assad", 38.087, 36.057), ("Atatürk Dam Lake", 38.55, 37.5), ("Keban Dam Lake", 39.2867, 38.8352),
    ("Karakaya Dam Lake", 38.416, 38.5184), ("Dead Sea", 35.45, 31.1667),
    ("Lake Tuz", 33.4, 38.75), ("Lake Nasser", 32.5, 23.0), ("Lake Tana", 37.3, 12.0),
    ("Lake Vänern", 13.3, 58.9), ("Lake Kariba", 28.0, -17.0), ("Lake Volta", 0.1, 7.2),
]
