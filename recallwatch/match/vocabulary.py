"""Words of product names that tell little: noise, and the common kinds and qualities of things."""

_NOISE_WORDS = """
nothing none printed marked missing code serial lot
a an and the of for with without in on by to from or as at my our new brand branded certain sold only other all
various select some model number item type version edition style color colour size pack pc piece set kit unit
black white red blue green grey gray pink purple orange yellow brown silver gold beige navy teal mint charcoal
dark light multi multicolor clear natural assorted print inch foot feet ft cm mm oz ounce lb pound gal gallon qt
quart liter litre l ml v volt w watt mah ah wh hz k amp cup used bought second hand secondhand marketplace
facebook refurbished gift old sealed recalled product one two three four five six up off under year go me design
shaped co inc exp expire expires expired unexpired expiry unused unopened
"""
#: Words that say nothing about which product it is.
NOISE = frozenset(_NOISE_WORDS.split())

# Common qualities by hand; then the words that at least 14 of the 9,818 product lines of 1973-2026 use, mostly
# without a capital: what so many products are called tells none of them apart.
_GENERIC_WORDS = """
power bank battery charger portable wireless magnetic electric electronic digital gas cordless rechargeable
lithium ion mini pro plus max ultra deluxe premium classic series standard large small medium compact heavy duty
adult child children kid toddler infant baby youth girl boy women men unisex pet wooden wood plastic metal steel
stainless fabric glass ceramic cotton leather indoor outdoor home kitchen travel folding foldable adjustable
automatic smart safety multi purpose multipurpose led lighted usb fast built cable bluetooth remote control
system single double dual twin full queen king top front side high low tall short long round square cell phone
laptop computer notebook toy bicycle vehicle chair crib heater candle bed water air sery utility bottle mower
car stroller lamp hooded road jacket play lawn seat pajama swing terrain snowmobile sweatshirt bike table rattle
helmet oil wall grill fan mattress tree powered pacifier fire drawer saw mountain activity carrier pool wheel
device scooter bear doll recreational machine hair lighter stand bunk dresser fork riding highway dryer blower
propane pressure fixture holder adapter animal pump stuffed motorcycle stool frame shade tractor pull tool
cleaner cord plush drawstring range heat necklace iron robe chest gun boiler ceiling truck hot fireplace
extension smoke combination boot ride bracelet trimmer engine cover book carbon fleece generator furniture panel
door walker alarm chain snow speed drop vacuum gym golf oven maker mobile musical washer floor valve space
garden climbing liquid shoe magnet pant train bag scuba bench residential backpack step flashlight coffee soft
firework food spray window garment blind suspension cabinet refrigerator hammock back bean torch brake mug
cigarette patio detector replacement furnace drain accessory walk yard nightgown cooker station commercial
regulator shaped foam blanket jewelry conditioner handlebar helicopter coffeemaker supply stove zero diving
television gate spa ladder action hoverboard convertible strip aluminum cream dining desk hose puzzle slide
decorative rug bulb work fluorescent balancing night attachment monitor equipment exercise mirror lounge
disposable dry radio toaster circuit held playground handle stem binding surge dishwasher lighting pendant
ground clip rocker burner cart fired lock motor turn blade protector pot flying sandal plug scarve drill harness
lantern strap disc log sweater cap string building scented recliner packaged player dive stage rack electrical
oscillating switch gasoline wind novelty quick figure sleepwear mounted guard solar tank bowl controlled paint
buoyancy warmer candleholder tubular sock bassinet rear tablet thermal monoxide teether camera hoody case
lawnmower key heating romper breaker mask dispenser elevator pumpkin brush treadmill bug grinder hedge security
competition wick rope it splitter cylinder crossbow horse video freezer jogging deep outlet mount tube zip
baseball shot heated cube supplement pan wire charging basketball post six pistol sling speaker assembly kart
included fryer flat spring free carpet operated pedal non tub cooler adaptor blender equipped training playpen
compressor juice sensor cushion microwave transport snowboard zipper along
"""
#: Words that name a kind of thing or a common quality: shared by many products of one brand.
GENERIC = frozenset(_GENERIC_WORDS.split())

_COMPANY_WORDS = """
the and of co company companies inc incorporated llc ltd limited corp corporation gmbh sa ag plc usa us
america north american international group holdings brands brand products product industries technology
technologies manufacturing mfg enterprises trading innovations imports importers
"""
#: What companies are called by, whoever they are.
COMPANY = frozenset(_COMPANY_WORDS.split())

# The words that at least 400 of the 9,818 notices of 1973-2026 write with a capital and never without in the same text.
_NAMELESS_WORDS = """
this that they these those there it if when while what which each both neither all any anyone no not do only also most
some since after although however additionally approximately originally because before between during january february
march april may june july august september october november december monday tuesday wednesday thursday friday saturday
sunday washington dc york california calif chicago illinois ohio texas jersey united states federal department city
china taiwan commission consumer consumers office affairs public information news media release immediate hotline
contact announce announces recall recalls recalled revised note notice due made name names description problem problems
hazard warning approved upc sku vin vins serial date dates code codes box stores service act laboratories
"""
#: Words with a capital that name nobody.
NAMELESS = frozenset(_NAMELESS_WORDS.split())
