"""What the parts of names mean in English: by it a name that was translated as if it were words is put back.

Of Arabic, Persian, Turkish, Italian and French names; the second part has given names that two languages spell each in
its own way, so that an engine takes one for the other ("Abdullah" for Abdoulaye).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

_FROM_NAMES: Final = """
abadi: eternal worshipper | abbas: frowning | abd: servant slave worshiper worshipper | abu: father | abyad: white
abyar: wells | adib: writer polite | adil: just fair | ahl: people family | ahmar: red | ain: spring eye
akar: flowing | akbar: greatest | akhdar: green | ala: height | alam: flag | ali: high lofty
alimi: knowing scientific scholar | allah: god | altun: gold | amal: hope | amara: building | amer: prosperous
amin: honest faithful secretary | amini: trusted | amir: prince | amiri: princely | anbar: warehouses
ansar: supporters helpers partisans | anwar: lights | aoun: aid help | aqaba: obstacle | aqil: reasonable wise
aqila: wife wise | arafat: knowing | araji: lame limping | aref: mystic | arish: trellis | asad: lion leo
asaib: bands leagues | ashab: companions owners | aswad: black | ata: gift | awad: compensation
awliya: guardians saints | ayman: right | aziz: dear mighty | azraq: blue | bab: door gate | badr: moon
bagheri: remaining | bahr: sea | bakr: camel virgin | bandar: port | baqi: remaining | baraka: blessing
barghouti: fleas | basel: brave | bashar: herald | bashir: herald preacher | basir: insightful seeing | bassil: brave
batal: hero | bayda: white egg | bayt: house | bekaa: spots | berri: wild | bin: son | bitar: veterinarian farrier
borne: terminal milestone | burhan: proof evidence | burj: tower | celik: steel | conte: count earl | costa: coast
dahiyeh: suburb | daif: guest | dam: blood | dawa: call invitation | deif: guest weak | deir: monastery | dhale: rib
diab: wolves | din: religion faith debt creed | djerad: locusts | draghi: dragons | ebadi: worship servants
fadl: favor virtue | fahd: leopard cheetah | fahmi: understanding | faiq: superior excellent
fajr: dawn | faleh: successful farmer | falih: successful | fallah: farmer | faraj: relief | farhan: happy joyful
faris: knight | fatah: conquest opening | fath: opening conquest victory openness | fathi: conqueror victorious
fattah: opener conqueror | fayez: winner | fayyad: flooding overflowing generous abundant | feel: elephant | fico: fig
fidan: sapling | fil: elephant | fontana: fountain | fuad: heart | geneina: garden | ghaffar: forgiving | ghais: rain
ghani: rich wealthy independent | ghazi: raider invader | gheit: rain | ghouta: oasis | gul: rose
habib: beloved lover | haddad: blacksmith smith | hadi: quiet guide calm | hadid: iron | haditha: modern
hafez: guardian keeper memorizer | hafiz: keeper guardian preserver | haji: pilgrim | hajj: pilgrim
hakim: wise ruler doctor governor | halabi: aleppan | hamas: enthusiasm zeal | hamdok: praise
hamid: praised thankful | haniyeh: happy | haqq: truth right | harakat: movement | hariri: silk silky | hasan: good
hashd: crowd gathering mobilization mobilisation throng | hashem: crusher | hatami: decisive | hayat: life board
hemmati: effort | herzog: duke | hilal: crescent croissant | hizb: party | hol: horror terror | homs: chickpeas
hudaydah: iron | hudhud: hoopoe | husn: beauty | ibrahim: abraham | imad: pillar | imran: prosperity | isa: jesus
islam: islam | issa: jesus | izz: glory pride | jabal: mountain | jabbar: almighty mighty giant | jaber: mighty
jabhat: front | jadid: new | jahangiri: conqueror | jalili: glorious | jamal: beauty camel | jamil: beautiful handsome
jannati: heavenly | jawad: generous horse steed | jawf: hollow
jeddah: grandmother | jidda: grandmother | hajjah: pretext argument | marib: goal desire | halab: milk
jazair: islands | jazzar: butcher
jenin: embryo fetus | jibril: gabriel | jihad: struggle | juma: friday | jundi: soldier | kabbashi: ram
kabir: big great | kadhim: suppressor | kadhimi: suppressor | kahf: cave | kalin: thick | kamal: perfection
kamel: complete full | kamil: complete full | kani: mine miner | karama: dignity honor honour | karim: generous noble
kataib: brigades battalions phalanxes | katib: writer clerk | kazem: suppressor | khabbaz: baker | khadr: green
khalid: immortal eternal | khalifa: caliph successor | khalil: friend | khamis: thursday | khanjar: dagger
khartoum: hose trunk | khatib: preacher orator | khayr: good goodness | khayyam: tents | khayyat: tailor
khiam: tents | khoms: fifth | lapid: torch | larcher: archer | latif: gentle kind nice pleasant subtle | layl: night
madani: civil civilian urban | mahdi: guided | maher: skilled skillful skilful | mahmud: praised | maio: may
maire: mayor | majd: glory | majed: glorious | majid: glorious | malik: king owner angel sovereign | maliki: royal
mangoush: engraved | mansour: victorious | mansur: victorious | marj: meadow | mashat: comb | mashhad: scene
masih: messiah christ | masjedi: mosque | masoud: happy lucky | masri: egyptian | mayadin: squares fields
maymun: monkey | mazen: clouds | meloni: melons | menfi: exiled banished | meshaal: torch | mishri: buyer
moallem: teacher | mohajerani: immigrants emigrants | mokhber: informant informer | momeni: believer | morsi: anchor
muallem: teacher | mubarak: blessed | muhandis: engineer | mujahid: fighter | mukhtar: chosen mayor selected
munir: luminous bright shining | muntasir: victorious | muqtada: imitated | musa: moses | mustafa: chosen selected
muttaqi: pious devout
mustaqbal: future | nabih: alert | nabil: noble | nahda: renaissance awakening | naim: bliss | najib: noble highborn
najjar: carpenter | najm: star | nasir: helper supporter victorious | nasiriyah: nazareth | nasr: victory
nasrallah: victory | nasser: victorious supporter | nawaf: high | nimr: tiger leopard | noor: light | nour: light
nouri: luminous light | nujaba: nobles | nur: light | nuri: luminous light | ozel: special private | ozgur: free
pakpour: pure | pezeshkian: doctors physicians | qaani: convinced persuaded | qadi: judge
qadir: able capable mighty powerful | qahira: conqueror vanquisher | qaid: leader commander | qalb: heart
qamar: moon | qasim: divider | qasr: palace | qassab: butcher | qassem: divider | qawi: strong | qaysar: caesar
qubba: dome | raad: thunder | rabbani: divine | rabi: spring | rabiei: spring vernal | rafah: welfare | rahi: shepherd
rahim: merciful compassionate | rahman: merciful gracious beneficent | rai: shepherd | rais: president chief
raisi: presidential chief boss head headmaster principal chairman | rajab: rajab | ramadi: gray grey ashen | ras: head
rashid: mature rational guided adult | rasool: messenger prophet apostle | reza: satisfaction | rezaei: satisfied
rida: satisfaction | rimal: sands | riyad: gardens | riyadh: gardens | robles: oaks
rouhani: spiritual clergyman cleric | ruh: soul spirit | rutba: wet damp | saad: happiness | saada: happiness
sabah: morning | sabbagh: dyer painter | sabir: patient | sadiq: truthful friend honest | sadr: chest front breast
saeb: correct right | safadi: shackled | saghir: small little | sahaf: journalist | said: happy | saif: sword
salah: righteousness goodness | salam: peace salaam | salame: safety | salameh: safety | salami: peaceful
saleh: good righteous valid | salehi: righteous | salih: valid righteous good | salman: safe | samawah: heavenly
sameh: tolerant forgiving | sana: made work | sanalla: made | saqr: falcon hawk | saraya: companies
saree: fast quick rapid speedy | sarraj: saddler | sayeh: tourist traveller traveler shadow | sayyad: hunter fisherman
sayyid: mister master lord | shaabi: popular | shaheen: falcon | shahid: martyr witness | shakir: grateful
shamkhani: candle | shams: sun | shara: street | sharaf: honor honour | sharara: spark | sharif: noble honest
sheikh: elder | shia: followers partisans | shoukry: thankful grateful thank thanks | shtayyeh: winter rainy
shuhada: martyrs | shukr: thanks | simsek: lightning | sisi: pony | soleimani: solomonic | soltan: sultan
sotoudeh: praised
soylu: noble | speranza: hope | sulaiman: solomon | suleiman: solomon | sultan: ruler | suq: market
taeb: repentant | tahir: pure | tahrir: liberation | tahsin: improvement | taj: crown | tajir: merchant trader
takht: bed throne | tamim: perfect | tariq: knocker | tawil: tall long | tayeb: kind good | tayyib: good kind
thairin: revolutionaries | thawra: revolution | umar: age | umm: mother | vahidi: unique single
velayati: provincial | wadi: valley | wahhab: giver bestower | wahid: one only | walid: newborn boy
wazir: minister vizier | yahya: john | yaqoob: jacob | yaqoub: jacob | yasir: easy | yildirim: lightning
younis: jonah | yousef: joseph | youssef: joseph | yunis: jonah | zahir: visible | zaidan: increase
zaki: smart clever intelligent | zarif: delicate elegant witty graceful subtle | zarqa: blue | zawiya: corner
baradar: brother | qala: castle fort fortress | fuerte: strong fort | potok: stream brook | maduro: mature ripe
castillo: castle | moreno: brown | flores: flowers | cabello: hair | padrino: godfather | arce: maple | correa: belt
lasso: loop | khatibzadeh: preacher preachers | rama: branch frame | blanco: white | reyes: kings | yildiz: star
luigi: louis lewis | nicola: nicholas | giovanni: john | giuseppe: joseph | marco: mark | paolo: paul | pietro: peter
maria: mary | matteo: matthew | giacomo: james | lorenzo: lawrence | carlo: charles | francesco: francis
antonio: anthony | andrea: andrew | stefano: stephen | enrico: henry | giorgio: george | giorgia: georgia
alessandro: alexander | michele: michael | filippo: philip | guglielmo: william | luca: luke | vincenzo: vincent
giulio: julius | elena: helen | roberto: robert | riccardo: richard | edoardo: edward | jean: john | pierre: peter
jacques: james | francois: francis | laurent: lawrence | etienne: stephen | andre: andrew | luc: luke | marc: mark
guillaume: william | henri: henry | juan: john | jose: joseph | pedro: peter | pablo: paul | jorge: george
miguel: michael | carlos: charles | luis: louis | felipe: philip | enrique: henry | daoud: david | ishaq: isaac
haroun: aaron | ayoub: job | maryam: mary | mariam: mary | elias: elijah | zakaria: zachary zechariah | nuh: noah
girgis: george | mikhail: michael | younes: jonah | issa: christ | hanna: john | boulos: paul | boutros: peter
aslan: lion | zayed: extra excess | zayn: adornment ornament
zaytun: olive | zeitoun: olive olives | zubair: strong | zuppi: soups
abrini: needle | adham: black | afif: chaste | ajami: persian | anis: companion | araghchi: iraqi | asim: protector
atef: compassionate | aydin: enlightened | babacan: fatherly | bahar: spring | bahceli: garden gardens
bahri: navy naval marine maritime | basim: smiling | bassem: smiling | berger: shepherd | boulanger: baker
bulut: cloud | chevalier: knight | conti: counts accounts | dehghan: farmer | demir: iron | deniz: sea | dogan: falcon
dupond: bridge | eslami: islamic | fadel: virtuous | fadil: virtuous | farouk: discerning | ferrari: smiths
fontaine: fountain | ghalibaf: weaver | ghanem: winner | ghulam: boy servant | guler: laughing | gunes: sun
hague: aja lahay | hamdan: praising | hamza: lion | hani: happy | hazem: resolute firm | hossam: sword | husam: sword
ihsan: charity benevolence | iyad: support | jalal: majesty | kaya: rock | khoury: priest | kilic: sword | kurt: wolf
kurtulmus: saved | lacroix: cross | lutfi: kind | mamdouh: praised | marchand: merchant
mohsen: benefactor charitable | monti: mountains | mufid: useful | mundhir: warner | muntazar: awaited
murad: desired wish | nader: rare | naji: survivor | nasim: breeze | nobakht: fortunate | osama: lion | polat: steel
qalibaf: weaver | radi: satisfied | raed: pioneer | rafiq: companion comrade | rami: archer shooter thrower
roshan: bright clear | rossi: reds | rowshan: bright | sabri: patient | sahin: hawk falcon | salim: sound healthy
samer: entertainer | sami: sublime | shadi: singer | shafiq: compassionate | shojaei: brave | sudani: sudanese
talal: dew | talib: student seeker | tavakoli: trust | tawfiq: success reconciliation | urso: bear | vaezi: preacher
vienna: wayne | wajih: notable | wasim: handsome | yasser: easy | zamani: temporal | zuhair: flowers
abir: fragrance perfume | asadi: leonine | atta: gift giving | attar: perfumer | badie: wonderful
chahed: witness martyr | dbeibah: hyena | ebtekar: initiative innovation | elvan: colors colours | essid: lion
gaid: leader commander | ghadhban: angry | ghorbani: victim | hijab: veil headscarf | ince: thin | isik: light
jebali: mountain | jomaa: friday | kara: black | koca: husband | montazeri: waiting | mutlaq: absolute
namaki: salty | ramezan: ramadan | sabahi: morning | shafik: compassionate | shater: clever | siraj: lamp
tunc: bronze | yavas: slow | zahar: flowers | zangeneh: bell
"""
# Italian and French given names and surnames.
_ROMANCE: Final = """
aime: loved beloved | alba: dawn sunrise | ange: angel | angelo: angel | armando: arming | aurora: dawn
aurore: dawn | azzurra: blue | bardella: saddle | benedetta: blessed
benedetto: blessed | bianca: white | bianchi: whites | bianco: white | blanc: white | blanche: white | boccia: bowls
bonafede: faith | bonnet: cap | boschi: woods forests | bosco: wood forest | bruno: brown | calderone: cauldron
casini: messes | celeste: heavenly | charpentier: carpenter | chiara: clear light | ciotti: pebbles
claire: clear | clemente: clement merciful | clement: lenient | colombo: dove | colonna: column
crocetta: cross | deschamps: fields | desire: desired | domenica: sunday | dubois: wood woods
dupont: bridge | fabbri: blacksmiths | fedele: faithful | felice: happy | fiore: flower | fitto: thick dense
fleur: flower | fortunato: lucky fortunate | galli: roosters | gallo: rooster cock | gemma: gem | ginevra: geneva
gioia: joy | grasso: fat | grazia: grace | honore: honored honoured | hollande: holland netherlands
juste: just fair | lagarde: guard | lapierre: stone | leblanc: white | lecornu: horned | legrand: big tall
lemoine: monk | lenoir: black | leone: lion | leroy: king | letizia: joy | letta: read | loiseau: bird
luce: light | lupi: wolves | lupo: wolf | mantovano: mantuan | marina: navy | marine: navy sailor marina
meunier: miller | natale: christmas | neri: blacks | noel: christmas | parfait: perfect | pasquale: easter paschal
perla: pearl | petit: small little | philippe: philip | piantedosi: plants planted | pierre: stone | pino: pine
pio: pious | poisson: fish | primo: first | raggi: rays spokes | renata: reborn | renato: reborn | rene: reborn
riviere: river | rocca: fortress | romano: roman | rosa: pink rose | rosso: red | roux: red | russo: russian
sala: hall room | salvatore: savior saviour | santo: holy saint | serena: serene calm | speranza: hope | stella: star
strada: street road | tedesco: german | tosi: cough | verdi: greens green | victoire: victory
viola: purple violet | vittoria: victory | vittorio: victor | volpe: fox | zingaretti: gypsies
"""
_GIVEN_NAMES: Final = """
abdoulaye: abdullah abdallah abdulla | ahmadou: ahmed ahmad | amadou: ahmed ahmad | ahmet: ahmed ahmad
aissata: aisha | aliou: ali | boubacar: abubakar bakr | cheick: sheikh | djibril: jibril gibril gabriel
fatoumata: fatima | ibrahima: ibrahim | idrissa: idris | ismael: ishmael
kadidiatou: khadija | mahamadou: mohammed muhammad mohamed mohammad | mahamat: mohammed muhammad mohamed mohammad
mamadou: mohammed muhammad mohamed mohammad | mehmet: mohammed muhammad mohamed mohammad | mevlut: mouloud
mokhtar: chosen | moctar: mukhtar mokhtar | ousmane: othman osman uthman | oumar: omar umar | recep: rajab
salif: salih | seydou: said saeed | souleymane: suleiman sulaiman soliman | tayyip: tayeb tayyib | tiemoko: timothy
yaya: yahya | youssouf: yusuf joseph yousef | younoussa: yunus
"""


def _by_meaning(*tables: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in "\n".join(tables).strip().replace("\n", "|").split("|"):
        name, _, words = entry.strip().partition(": ")
        for word in words.split():
            # "Idris" for Idrissa is found by its sound, and says nothing here.
            if name not in found[word] and not name.startswith(word):
                found[word].append(name)
    return {word: names for word, names in found.items() if names}


# Names of which another language's form is an everyday name too: "Mohammed Diarra" may be somebody else.
SHARED: Final = frozenset(name for names in _by_meaning(_GIVEN_NAMES).values() for name in names)
# What a machine makes of a given name that is a verb of its language in the first person ("Guido" is "I drive").
VERBS: Final = {
    "drive": "guido", "guide": "guido", "lead": "guido", "row": "remo", "mark": "marco", "save": "salvo",
}  # fmt: skip
# English word → parts of names that mean it.
MEANINGS: Final = _by_meaning(_FROM_NAMES, _ROMANCE, _GIVEN_NAMES)
