/**
 * What people tell each other, with holes. `{x}` is what it is about, `{y}` a detail of it, `{P}` who tells it (`I` where the
 * asker did), `{me}` the same as an object, `{P's}` his or her. All words are our own.
 */
export type Family = {
  x: readonly string[];
  y: readonly string[];
  /** tells {x} */
  opens: readonly string[];
  /** asks for {y}: the words that a question about {y} shares stand here and not in the answer */
  asks: string;
  answers: readonly string[];
  /** questions for {x}: one in the teller's words, one in others */
  what: readonly string[];
  /** questions for {y}: one that names {x}, one that does not */
  about: readonly string[];
  /** like it, and no answer to anything */
  stray: string;
};

/** Lists are written as words between bars. */
const list = (text: string) => text.split("|").map((one) => one.trim());

const family = (
  ...[x, y, opens, asks, answers, what, about, stray]: [string, string, string, string, string, string, string, string]
): Family => ({
  ...{ x: list(x), y: list(y), opens: list(opens), asks, answers: list(answers) },
  ...{ what: list(what), about: list(about), stray },
});

const atHome = [
  family(
    "glazed pottery|basket weaving|bookbinding|wood carving|lace making|felting|stained glass|silver chasing|candle dipping",
    "above the bakery|in a cellar by the canal|at the old fire station|behind the market hall|in her barn|on the third floor of the mill",
    "I finally began with {x}, my hands are a mess|You will laugh: I am learning {x} now",
    "Lovely! Where do you take lessons?",
    "It is {y}. I walk there straight from work|They meet {y}, and there is always cake",
    "What is {P} learning with {P's} hands?|Which craft did {P} take up?",
    "Where are the lessons in {x}?|At what place does {P} get taught that hobby?",
    "There was a craft fair in the square and my hands froze",
  ),
  family(
    "tabby cat|parrot|greyhound|pair of ferrets|tortoise|blind terrier|hedgehog|rabbit|corn snake",
    "because the shelter was full|after the old farmer died|as the children begged for months|since the flat felt empty|because it sat at the door|for company in the evenings",
    "There is a {x} in our kitchen since last night|We have taken in a {x}",
    "No! What made you do that?",
    "Only {y}, honestly|It came about {y}. No regrets",
    "Which animal came to live with {P}?|What pet did {P} adopt?",
    "Why did {P} get the {x}?|What was {P's} reason for adopting an animal?",
    "The vet raised her prices again, poor animals",
  ),
  family(
    "leaking boiler|rotten window frames|cracked chimney|flooded cellar|broken stove|sagging roof|mouldy bathroom wall|blocked drain|loose stair rail",
    "four hundred and ten|nearly two thousand|six hundred with the parts|ninety, he was kind|a thousand and fifty|three hundred in cash",
    "The {x} was mended at last|A man came to see to the {x} today",
    "How much did he charge?",
    "He wanted {y}|It came to {y}, and I paid on the spot",
    "What was mended at {P's} place?|What repair did {P} need in the house?",
    "How much did the {x} cost?|What was the bill for the repair work in {P's} home?",
    "Our landlord wants to charge us for the stairs, imagine that",
  ),
  family(
    "runner beans|dahlias|a quince tree|blue potatoes|hops|saffron crocus|artichokes|white currants|climbing roses",
    "slugs ate half|the frost took the rest|it never saw enough sun|blackbirds were faster|the well ran dry in July|somebody's goat got in",
    "I put in {x} along the wall|The garden has {x} now, it was time",
    "And how did it go this season?",
    "Badly, {y}|So so: {y}, but I try again",
    "What did {P} put in along the wall?|What is growing on {P's} plot?",
    "What happened to the {x}?|What spoiled {P's} gardening?",
    "My seeds came in the post, all of them mixed up",
  ),
  family(
    "lentil pie|smoked trout soup|plum dumplings|chestnut stew|saffron rice|beetroot tart|mushroom goulash|barley risotto|walnut noodles",
    "a spoon of mustard|burnt butter|two anchovies, nobody notices|grated quince|black tea|a splash of cider",
    "I cooked {x} for eight people|Yesterday I served {x} and nothing was left",
    "What is the secret in it?",
    "It is {y}. Promise not to tell|Mine has {y}",
    "What did {P} cook for guests?|Which dish was on the table at {P's} dinner party?",
    "What secret goes into {P's} {x}?|Which hidden ingredient does {P} use when cooking?",
    "The cook at the station changed and the soup is thin now",
  ),
  family(
    "accordion|viola|hurdy-gurdy|steel drum|bassoon|mandolin|church organ|harp|trombone",
    "an uncle left it to me|from a flea market in the rain|a pupil of mine sold it|the school threw it out|from a widow two streets on|I swapped it for a bicycle",
    "I practise the {x} every evening, pity my neighbours|Guess who plays the {x} these days",
    "How did you come by one?",
    "Well, {y}|Oh, {y}. It was dusty",
    "What does {P} practise in the evening?|Which musical instrument does {P} play?",
    "How did {P} come by the {x}?|Where does {P's} instrument come from?",
    "The brass band rehearses under my window every evening",
  ),
  family(
    "Port Sallow|the Orrin Fells|Lake Tavindra|Quell Island|Old Marrowby|the Hesper Coast|Dunvarra|Castle Imber|the Veld Marshes",
    "a night train|two buses and a ferry|my sister's van|on foot from the last village|a borrowed motorbike|the mail boat",
    "We spent the long weekend in {x}|I am just back from {x} and full of salt",
    "How did you travel?",
    "By choice: {y}. Never again|With {y}, it took all day",
    "Where did {P} spend a weekend?|Which destination did {P} visit on holiday?",
    "How did {P} travel to {x}?|What transport did {P} use for the trip?",
    "The travel agency at the corner closed its doors",
  ),
  family(
    "a half marathon|a canal swim|a chess open|a spelling contest|a rowing regatta|a tango competition|an archery cup|a hill climb|a pub quiz final",
    "eleventh|second from the end|third, with a medal|first, I still shake|thirty-fourth|fifth of six",
    "I entered {x} on Sunday|You know that I was in {x}?",
    "And where did you finish?",
    "I was {y}|Let us say {y}, and move on",
    "What did {P} enter on a Sunday?|Which event did {P} compete in?",
    "Where did {P} finish in {x}?|What rank did {P} achieve in the competition?",
    "They cancelled the race round the park as nobody came",
  ),
];

const outside = [
  family(
    "night porter|tax clerk|beekeeper's help|school librarian|tram driver|lab assistant|wine taster|locksmith|stage painter",
    "the hours kill me|my knees gave up|the new manager shouts|they moved to another city|it paid too little|I was bored to tears",
    "I handed in my notice as a {x}|So I am no longer a {x}",
    "Why did you leave?",
    "Simply because {y}|Between us: {y}",
    "What was {P's} job before the notice?|From which position did {P} resign?",
    "Why did {P} stop being a {x}?|What drove {me} to quit work?",
    "The notice on the office door has been there since spring",
  ),
  family(
    "Basque|Sign language|Welsh|Finnish|Swahili|Georgian|Latin|Yiddish|Romansh",
    "my mother in law speaks nothing else|there is a job in it|I lost a bet|a song would not leave me|the new neighbours|I want to read their poems",
    "Twice a week I study {x} now|My new thing is {x}, forty words so far",
    "What is it for?",
    "Ah: {y}|Funny story, {y}",
    "What does {P} study twice a week?|Which language is {P} learning to speak?",
    "What is {P's} reason to study {x}?|What motivates {me} as a language student?",
    "The words on that sign are spelled in three languages, all wrong",
  ),
  family(
    "a sprained ankle|shingles|a broken thumb|kidney stones|a stiff neck|tonsillitis|a slipped disc|migraine|an ear infection",
    "ice and patience|six weeks in plaster|needles, believe it or not|tablets as big as beans|no coffee until autumn|a hot brick wrapped in wool",
    "I am at home with {x}|It turned out to be {x}, I can hardly work",
    "Poor you. What do they give you for it?",
    "Just {y}|The woman there ordered {y}",
    "What kept {P} at home?|What illness or injury did {P} suffer from?",
    "What did {P} get against {x}?|Which treatment was {P} prescribed?",
    "The doctor's waiting room has new chairs, still no air",
  ),
  family(
    "a tandem|a cargo bike|a folding canoe|a telescope|a typewriter|a sewing machine|a loom|a camper van|a darkroom enlarger",
    "the left pedal sticks|it smells of fish|one lens is scratched|the manual is in Dutch|it pulls to the right|mice had lived in it",
    "I bought {x} second hand|Look out of the window: {x}, and it is mine",
    "Is anything wrong with it?",
    "Not much, {y}|Of course, {y}, but for that money",
    "What did {P} buy second hand?|What used item did {P} purchase?",
    "What is wrong with {x} of {P}?|Which defect does {P's} purchase have?",
    "The second hand shop shuts at noon on Wednesdays",
  ),
  family(
    "the repair café|the food bank|the sea rescue|the village cinema|the hospice choir|the toad patrol|the reading hour|the youth club|the flood watch",
    "I keep the keys|mostly I carry boxes|I do their accounts|they let me talk to the newspapers|somebody has to make tea|I drive whoever cannot walk",
    "Since this month I help at {x}|I have signed up with {x}, unpaid of course",
    "What do you do there?",
    "Nothing grand: {y}|So far {y}",
    "Where does {P} help without pay?|For which organisation does {P} volunteer?",
    "What does {P} do at {x}?|What are {P's} duties as a volunteer?",
    "The club sent a letter again, four pages about parking",
  ),
  family(
    "The Salt Ledger|A Winter of Doors|Nine Kites|The Glass Orchard|Letters to a Ferryman|Ashwater|The Patient Thief|Low Tide Sonata|Mothers of Invention Street",
    "the ending is stolen|I wept on the tram|nobody talks like that|forty pages too long|the dog is the best character|I started again at once",
    "I stayed up with {x} until three|Have you heard of {x}? I read it in two days",
    "And what did you think?",
    "Hm, {y}|To be fair, {y}",
    "What did {P} read until three at night?|Which novel did {P} finish?",
    "What did {P} think of {x}?|What is {P's} opinion about the book?",
    "I read nothing but timetables these days",
  ),
  family(
    "a beard|copper hair|a nose ring|a heron tattoo|a shaved head|a monocle|a fringe|green nails|a waxed moustache",
    "they pretend not to see|my father left the room|everybody wants one now|the little one cried|loud applause|a long silence",
    "So, I have {x} now|You will not recognise me: {x}",
    "What does your family say?",
    "Well: {y}|What can I say, {y}",
    "What does {P} have now that one would not recognise?|How did {P's} looks change?",
    "What did the family say to {x}?|How did relatives react to {P's} new appearance?",
    "The barber plays the same record all day",
  ),
  family(
    "a lighthouse|a houseboat|a gatekeeper's lodge|an attic in Fenn Row|a flat over a cinema|a converted chapel|a prefab by the docks|a windmill|a vicarage wing",
    "no heating to speak of|the bells start at six|water drips on my pillow|you cannot park anywhere|the landlady sings|gulls, everywhere gulls",
    "We move into {x} next month|The lease is signed, it is {x}",
    "Sounds wonderful. Any drawback?",
    "Only {y}|I ought to have asked: {y}",
    "Where does {P} move to?|What kind of home did {P} rent?",
    "What is the drawback of {x}?|What disadvantage does {P's} new dwelling have?",
    "Half the lane is moving away, vans everywhere",
  ),
];

const among = [
  family(
    "a knitting podcast|a tea stall|a dog walking firm|a translation bureau|a map shop|a soap workshop|a puppet theatre|a crossword letter|a bicycle courier service",
    "eleven customers|nobody but my aunt|two hundred by Easter|more than I can serve|four, and one pays late|sixty on a good day",
    "I am starting {x}, wish me luck|It is official, {x} opens under my name",
    "How many people have you got so far?",
    "Right now {y}|I count {y}",
    "What opens under {P's} name?|What business did {P} found?",
    "How many customers does {x} have?|How big is {P's} clientele?",
    "The official at the counter stamped every page but mine",
  ),
  family(
    "the bank card|grandmother's ring|the house keys|a violin bow|the tax papers|my passport|the left hearing aid|a memory stick|the dog's lead",
    "in the freezer|under the seat of the car|in last winter's coat|a child had buried it|with the lost property|inside the piano",
    "I have lost {x}, I turned over everything|All morning I looked for {x}",
    "Did it turn up?",
    "Yes, {y}!|It did: {y}. Do not ask",
    "What was {P} looking for all morning?|Which object did {P} misplace?",
    "Where did {x} turn up?|In which spot did {P} find the missing thing again?",
    "Lost umbrellas are sold at the depot every June",
  ),
  family(
    "a silver wedding|a naming day|a housewarming|a retirement do|an eightieth birthday|a farewell for the choir|a school reunion|a christening|a harvest supper",
    "the marquee fell on us|someone brought a goat|the cake was salted|two cousins made up after years|the lights went at nine|we danced until the police came",
    "I was asked to arrange {x}|Saturday is over: {x}, with sixty chairs",
    "Tell me, what was it like?",
    "Imagine, {y}|You missed something: {y}",
    "What was {P} asked to arrange?|Which celebration did {P} organise?",
    "What was {x} like?|What memorable thing occurred at {P's} party?",
    "Sixty chairs stand in the rain in front of the hall",
  ),
  family(
    "spiders|lifts|public speaking|deep water|thunder|flying|needles|the dark|bridges",
    "a week alone in a hut|singing aloud helps|I hold on to a coin|counting backwards in sevens|a course with eight others|my grandson's hand",
    "You know how afraid I am of {x}|I have had it up to here with my fear of {x}",
    "What do you do against it?",
    "So far {y}|It sounds silly: {y}",
    "What is {P} afraid of?|Which phobia does {P} have?",
    "What does {P} do against the fear of {x}?|How does {P} cope with anxiety?",
    "I am afraid that the shop is shut by now",
  ),
  family(
    "sugar|the car|television|cigarettes|meat|my telephone|lottery tickets|late nights|new clothes",
    "since the first of the month|nineteen days|half a year, on and off|since the funeral|two weeks tomorrow|longer than I thought I could",
    "I have given up {x}|No more {x} for me",
    "How long has it been?",
    "By now {y}|It is {y}, and I am proud",
    "What has {P} given up?|Which habit did {P} abandon?",
    "How long has {P} gone without {x}?|For what time has {P} abstained?",
    "They gave up on the bus line for want of drivers",
  ),
  family(
    "a comet|an otter|a total eclipse|a fox with cubs|northern lights|a wild boar|a whale's back|an eagle owl|glow worms",
    "behind the gravel pit|from the bathroom window|halfway up the mast hill|on the motorway bridge|beside the cemetery|right at the tram stop",
    "I saw {x}, with my own eyes|Nobody believes me: there was {x} last night",
    "No! Where was that?",
    "It was {y}, I stood still for ten minutes|Just {y}. No camera of course",
    "What did {P} see with {P's} own eyes?|Which rare sight did {P} witness in nature?",
    "Where did {P} see {x}?|In what location was {P's} nature observation?",
    "My eyes hurt from the screen, I see stars",
  ),
  family(
    "the parking fine|the noisy bar below|a lost parcel|the tree that was cut|the school bus|a wrong pension|the fence by the brook|the water meter|an unpaid invoice",
    "they called it settled|an apology and a voucher|a hearing in the new year|not one line|it went to a judge|the clerk agreed with me",
    "I wrote to the council about {x}|My complaint about {x} is four pages long",
    "Was there an answer?",
    "There was: {y}|After weeks, {y}",
    "What did {P} write to the council about?|What was the subject of {P's} grievance?",
    "What was the answer about {x}?|How did the authorities respond to {me}?",
    "The council put up benches that face the wall",
  ),
  family(
    "a lawyer|an undertaker|a pastry chef|an astronomer|a bus inspector|a tree surgeon|a clown|a midwife|a blacksmith",
    "on a stuck ferry|through an advertisement|at a funeral of all places|we fought over a taxi|in evening school|she found my wallet",
    "I am seeing someone, {x}|There is {x} in my life",
    "Ooh. How did you two meet?",
    "Guess: {y}|That was {y}",
    "Who is {P} seeing?|What profession has {P's} partner?",
    "How did {P} meet {x}?|What were the circumstances of {P's} first encounter with the new love?",
    "I met nobody on the stairs, the house is empty",
  ),
];

/** All that is told. */
export const families: readonly Family[] = [...atHome, ...outside, ...among];
