/** How a figure may be read: a whole number of minor units. `sure` is false where its mark may be another one. */
type Amount = { minor: bigint; sure: boolean };

/** How a text writes its figures: `1,250.50` or `1.250,50`; null where nothing tells. */
export type FigureStyle = "point" | "comma" | null;

/** What a text's other figures tell of its decimal mark: only those with both marks, or with two decimals after one. */
export function figureStyle(text: string): FigureStyle {
  const comma = /\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)|(?<![\d.,])\d+,\d{2}(?![\d.,])/u.test(text);
  const point = /\d{1,3}(?:,\d{3})+\.\d{1,2}(?!\d)|(?<![\d.,])\d+\.\d{2}(?![\d.,])/u.test(text);
  return comma === point ? null : comma ? "comma" : "point";
}

/** The whole part without its group marks; null where the groups are not of three (or, as in India, of two and then three). */
function ungrouped(whole: string): string | null {
  if (/^\d+$/u.test(whole)) return whole;
  const marks = new Set(whole.replace(/\d/gu, ""));
  const wellFormed = /^\d{1,3}(?:[^\d]\d{3})+$|^\d{1,2}(?:,\d{2})+,\d{3}$/u.test(whole);
  const plain = whole.replace(/\D/gu, "");
  return marks.size === 1 && wellFormed && !whole.startsWith("0") ? plain : null;
}

/** Whole and decimals as minor units times the scale; null where that is no whole number of minor units. */
function exactly(given: { whole: string; decimals: string; digits: number; scale: number }): bigint | null {
  const whole = ungrouped(given.whole);
  if (whole === null) return null;
  const shift = given.digits + given.scale - given.decimals.length;
  const all = BigInt(whole + given.decimals);
  if (shift >= 0) return all * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return all % divisor === 0n ? all / divisor : null;
}

type Figure = {
  /** digits with marks, such as `1.250,50` */
  figure: string;
  /** decimals of the currency's minor unit */
  digits: number;
  /** how many zeros a word such as `k` or `million` adds */
  scale: number;
  style: FigureStyle;
  /** whether writer and currency are at home where `1.250,50` is written */
  commaCurrency: boolean;
};

/**
 * A figure in minor units, exactly; null where it is malformed or finer than the minor unit. One mark before three digits
 * is the hard case: it groups, unless the currency has three decimals, a word scales it, or the text writes otherwise.
 */
export function readAmount(given: Figure): Amount | null {
  const { figure, digits, scale, style, commaCurrency } = given;
  const [, before = "", mark = "", after = ""] = /^(.*?)(?:([.,])(\d+))?$/u.exec(figure) ?? [];
  const read = (whole: string, decimals: string, sure: boolean): Amount | null => {
    const minor = exactly({ whole, decimals, digits, scale });
    return minor === null ? null : { minor, sure };
  };
  const otherMarks = /\D/u.test(before);
  const repeated = otherMarks && before.includes(mark);
  if (!mark) return read(figure, "", true);
  if (repeated) return read(figure, "", true);
  if (otherMarks || after.length !== 3 || scale > 0 || before.startsWith("0") || before.length > 3)
    return read(before, after, true);
  const decimalByStyle = style !== null && (style === "point") === (mark === ".");
  if (digits === 3) return mark === "," && style === null ? read(before + after, "", false) : threeDecimals();
  if (decimalByStyle) return read(before, after, true);
  return read(before + after, "", style !== null || mark === "," || commaCurrency);

  function threeDecimals(): Amount | null {
    if (style === null || decimalByStyle) return read(before, after, true);
    return read(before + after, "", true);
  }
}
