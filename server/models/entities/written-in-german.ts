const german =
  /(?<!\p{L})(?:und|der|die|das|ich|wir|sie|ist|nicht|bitte|für|mit|am|um|uhr|von|zu|rechnung|betrag|hallo|danke|gruß|grüße)(?!\p{L})/giu;
const english =
  /(?<!\p{L})(?:and|the|is|please|for|with|of|to|we|you|at|on|invoice|hello|thanks|regards|pay|by)(?!\p{L})/giu;

/** Whether a text is rather German than English: true or false by its little words, null where they tell nothing. */
export function writtenInGerman(text: string): boolean | null {
  const cut = text.slice(0, 4_000);
  const difference = (cut.match(german)?.length ?? 0) - (cut.match(english)?.length ?? 0);
  return difference === 0 ? null : difference > 0;
}
