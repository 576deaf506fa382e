"""Words that name what a thing is and so are no brand by themselves: they stand in small letters in many notices."""

_WORDS = """
accent access accessories accessory acrylic action activated activity adapter adapters adaptor adhesive
adjustable adult adult's aerosol ahead aid air airplane airplanes alarm alarms alert all along alphabet
aluminum amber anchor angle animal animals antique appliance aqua arch area arm arms around art assemblies
assembly assist assorted assortment athletic attachment attachments audio auto automatic automotive
avalanche away babies baby baby's back backpack bag bags ball balls bamboo band bands banks bar barrel bars
base baseball basket basketball baskets bassinet bassinets bat bath bathrobes bathroom bathtub batteries
battery beach bead beaded beads beam bean bear bears bed bedroom beds bee behind bell bells belt belts bench
benches beverage beyond bib bicycle bicycles big bike bikes bindings bins birch bird black blade blades
blanket blankets blend blinds block blocks blower blowers blue board boards boat boats body boiler boilers
bolt book books booster boot boots bottle bottles bottom bow bowl bows box boxes boy boy's boys bracelet
bracelets brackets brake brakes brand branded brands brass break breaker breakers bright bring brown brush
brushes brushless bucket buckle bug build building built bulb bulbs bumper bumpers bunk bunny buoyancy burn
burner burning butane butterfly button cabinet cabinets cable cables cage cameras camo camouflage camping
can candle candleholders candles candy canister canopies canopy cans canvas cap capacity caps capsules car
carabiners carbon cards care cargo carpet carrier carriers cars cart carts case cases cast casters cat
ceiling cell center centers central ceramic certain chain chains chair chairs changing character charcoal
charge charger chargers charging charm charms chemical cherry chest chests chicken child children children's
chin chrome cigarette circuit circular citronella clamp clean cleaner cleaners cleaning clear climb climber
climbers climbing clip clips clock close closed cloth clothes clothing clown coated coating coffee
coffeemaker coffeemakers coil coin cold collar collection color colored colorful colors combination come
commercial compact company competition complete components composite computer computers conditioners cone
connect connecting connection connectors construction consumer contact containers control controlled
controller controls convertible cooker cookers cooking coolers cooling cord cordless cords corner cotton
count counter countertop country cover covered covers cow cradle craft cream create crib cribs cross
crossbows crystal cube cubes cuff cup cups cushion custom cut cycle cylinders dark data day days deck decks
decorations decorative deep degree dehumidifiers deluxe denim design designs desk detachable detector
detectors device devices dial die dietary digital dining direct dirt disc discharge discs dishwashers disk
dispenser dispensers display displays disposable dive diving division dog doll dolls dome door doors dot
dots double down drain drawer drawstring drawstrings dress dressers dresses drill drills drinking drip drive
drop drum dry dryer dryers dual duck ducks due dump dust duty ear early ears easy edge educational egg eggs
electric electrical electronic elements elephant elevators elliptical emergency enclosures end energy engine
engines equipment escape espresso essential etc exchange exercise exercisers exhaust extension exterior
external extra extreme eye fabric face facial factory fall falls fan fans farm faux feature feeding felt
fiber fiberglass fidget field figure figures filled film filter filters finger finish fire fireplace
fireplaces fireworks first fish fishing fit fitness fittings five fixed fixture fixtures flame flannel flash
flashing flashlight flashlights flat fleece flexible flip float floating floor flow flower flowers fluid
fluorescent flush flying foam fold foldable folding food foot football footed for force forks form four
fragrance frame frames framesets framing free freestanding freezer freezers frog front fruit fryers fuel
full fun function fur furnace furnaces furniture future gallon game games gap garage garden garment garments
gas gasoline gate gates gear gel general generator generators get gift giraffe girl girl's girls glass
glasses glitter globe gloss glove gloves glue gold golden golf goods grass green grill grills grinders grip
grips ground guard guards guidance gun guns gym gyms hair halogen hammer hammock hammocks hand handheld
handle handlebar handlebars handles hang hanging hard hardware harness harnesses hat hats head health heart
hearts heat heated heater heaters heating heavy hedge heel height held helicopter helicopters helmet helmets
high holder holders holiday home homes hood hooded hoodie hoodies hoods hook hooks horizontal horn horse
hose hoses hot house household houses hoverboards humidifiers hung hunter hunting hydraulic hydroxide ice
illuminated image immersion impact improvement incandescent inch inclined indoor industrial industry infant
inflatable inflation inflator information inner inserts inside instant insulated integrated ion
iron irons item jack jacket jackets jar jars jeans jewelry juice junior just juvenile kettle kettles key
kick kid's kids king kit kitchen kits knife knit knives knobs label lace ladder ladders lamp lamps lantern
lanterns laptop large laser latch latches lavender lawn lawnmowers leaf learning leather leg length level
levers lid lids lift light lighted lighter lighters lighting lights limited line lining link lion liquid lit
lithium live load lock locking locks log long look loops lounge loungers loungewear low machine machines
magnet magnetic magnets make maker makers making manufacturing mark market mask masks mat match materials
mattress mattress-topper mattresses maximum may medical medicine melt men men's mesh metal metallic micro
microwave mid million mini miniature mint mirror mirrors mobile mobiles mode model models modules monitor
monitors monkey monoxide moon motion motocross motor motorcycles motorized motors mount mountain mounted
mouth moveable mower mowers mug mugs multi music musical natural nature navy neck necklace necklaces neon
net new newborn next nickel night nightgowns nightlight noise non note notebook novelty number nursery
nursing nylon oak ocean off oil oils old one open operated options orange origin original ornaments
oscillating out outdoor outdoors outlet oval oven ovens over overhead oversized pacifier pacifiers pack
package packaged packaging packs pad padded pads paint painted pajama pajamas palm pan panel panels pans
pant pants paper parents party patch patio paw pearl pedal pedals peg pellet pencil pendant pendants people
perimeter personal pet phone phones photo picture pictures piece pieces pig pillow pilot pin pine pink
pistol pistols place plant plastic plate plates platform play player players playground plug plugs plus
plush pneumatic pocket pockets point pole poles police polymer pom pool pop portable position post posts pot
pots pouch powder power powered pre premium press pressure price print printers prints product products
professional programmable promotional propane propelled protection protector protectors public pull pullover
pulls pump pumpkin pumps purple push puzzle puzzles quality queen quick quilted rabbit racing rack radio
rail railing rails rainbow random range ranges rattle rattles reach reading ready rear recalls receptacles
recessed rechargeable recliner reclining record recreational red refillable refrigerators regulator
regulators release relief remote replacement residential resin resistance resistant response rest restraint
retractable reversible ribbon ride rider riding rim rims ring rings road robes rock rocker rockers rocket
rocking rods roll roller rollers rolling rompers roof room rope ropes rose rotary rotating round royal
rubber rugs run rust safe safety sales sand sandals satin saw saws scarves scented scents school scissors
scooter scooters screen scuba sea seal seat seating seats second secure security see select self sensor
sensors series serve service set sets shade shades shag shape shaped shark sharp shell shelves sherpa shield
shirt shock shoe shoes short shorts shoulder shower shut side signs silicone silk silver single sit six size
ski skin skull sleep sleeper sleeping sleepwear sleeve slide slides sliding sling slot slow small smart
smoke smooth snap snaps snow snowboard snowman snowmobiles soccer socks sodium soft solar sold solid sound
sounds source spa space spas speaker speakers special speed spider spinning spiral splitters sports spray
spring sprinkler square squeeze stack stacking stage stainless stand standard standing stands star stars
start starter starts state states station stationary stations steam steamer steel steering stem stems step
steps stick sticks stomach stone stones stool stools stop storage store stores stove stoves straight strap
straps straw stream strike string strip striped strips stroller strollers stuffed style summer sun
sunglasses supplement supplements supplies supply support sure surface surge suspension sweater sweaters
sweatshirt sweatshirts swimming swing swings switch switches swivel system systems table tables tablet
tabletop tablets tail take tall tank tanks tea tealight teddy teeth teether teethers teething telephone
television televisions temperature ten tent test testing the themed thermal thermostats thick thin this
three throat throw thru tie tilt time timer tin tip tire tires titanium toaster toasters today toddler
toddlers toe too tool tools top tops torch torches total touch tow tower toy toys track tractors trailer
trailers train trainer trainers training trains trampolines transmitter transport transportation travel tray
trays treadmill treadmills tree trees trigger trim trimmer trimmers truck trucks trunk tub tube tubes tubs
tumblers tunnel turn turtle twin twist two type ultimate ultra umbrella unassembled under unicorn unit units
upholstered upright used utility vacuum vacuums value valve valves various vehicle vehicles vent vented
ventilation vertical vest vests via video view vinyl volt voltage votive wagon walk walker walkers wall warm
warmer warmers warming wash washer washers washing water waterproof watt wax way wear weather weight well
wheel wheels whistle white wick wicker wide wind window windows windshield wings winter wire wireless with
women women's wood wooden wool work woven wrap wrist writing yard yards yarn year years yellow you young
your youth zebra zero zip zipper
bamboo busy centipede circus happy jogging jungle jute lazy poly preschool radial
ammonia army bandsaw bandsaws barbecue bleeding bouncing comic conditioners costume costumes counterfeit crampons
dehumidifier dehumidifiers exit four-slice french garbage humidifier humidifiers hydromassage iced internal keychain
keychains keyed ladies maternity meter meters military modular multiple optional packaged pain peek-a-boo piano pianos
renovated roman stretch talking temporary terminal three-tier trapeze
"""

GENERIC = frozenset(_WORDS.split())
