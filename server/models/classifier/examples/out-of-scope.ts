/** Texts that belong to no intent at all: none of them may be taken for one with confidence. */
export const outOfScopeTexts: readonly string[] = [
  "The mitochondria are the powerhouse of the cell.",
  "asdf jkl qwer uiop zxcv",
  "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
  "Two teaspoons of cinnamon, a pinch of salt and 200 grams of flour.",
  "In 1492 the fleet left the harbour of Palos and sailed west.",
  "Le chat dort sur le canapé depuis ce matin.",
  "SELECT name FROM planets WHERE radius > 6000",
  "Once upon a time there was a fox who lived at the edge of the forest.",
  "Blue whales can grow to a length of thirty metres.",
  "0x7ffee4 segfault core dumped",
  "Der Wetterbericht meldet Regen für das Wochenende.",
  "The second act opens with a long solo for the cello.",
  "Roses are red, violets are blue.",
  "Kilometre 34: turn left at the church and follow the river.",
  "Photosynthesis turns light into chemical energy.",
  "The tide will be at its lowest at six in the morning.",
];

/** More such texts, which the calibration is fitted with. */
export const unrelatedTexts: readonly string[] = [
  "The glacier has lost a third of its mass since the nineteen-fifties.",
  "Knead the dough until it is elastic, then let it rise under a damp cloth.",
  "Hydrogen is the lightest element in the periodic table.",
  "lkjh gfds mnbv cxzy poiu",
  "for (let i = 0; i < n; i++) total += values[i];",
  "El tren sale de la estación a las ocho menos cuarto.",
  "The knight moves in the shape of an L across the board.",
  "Swallows return to the same barn every spring.",
  "The museum holds the largest collection of clay tablets north of the Alps.",
  "Die Katze jagt den Schmetterling durch den Garten.",
  "Strong wind from the north-west, waves of up to four metres.",
  "Chapter seven: the captain lowers the lantern and listens.",
  "A prime number has exactly two divisors.",
  "Her voice rose above the choir and filled the nave.",
  "GET /index.html HTTP/1.1 200 5316",
  "Basalt columns form when lava cools slowly and evenly.",
];
