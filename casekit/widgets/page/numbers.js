// Numbers as people write them, read as Python reads them: the page moves a slider or adds up, Python alone judges.

const CURRENCY = /^(?:¥|\$|€|£|CNY|RMB|USD|EUR|GBP)|(?:¥|\$|€|£|元|yuan|CNY|RMB|USD|EUR|GBP)$/i;

/** 1,200 and 1 200 and 12,5 and 1.234,5; NaN for what is no number, 0 for nothing. */
export function asNumber(text) {
  return Number(withPoint(text.normalize("NFKC").replace(/[−–]/g, "-").replace(/[\s_'’]/g, "")));
}

/** The same with the unit, a currency or a per-cent sign around it; NaN for nothing. */
export function asMeasure(text, unit) {
  let plain = text.normalize("NFKC").trim();
  if (unit && plain.toLowerCase().endsWith(unit.toLowerCase())) plain = plain.slice(0, -unit.length).trim();
  plain = plain.replace(CURRENCY, "").trim().replace(/%$/, "").trim();
  return plain ? asNumber(plain) : NaN;
}

function withPoint(plain) {
  if (plain.includes(",") && plain.includes(".")) {
    const decimal = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
    return `${plain.slice(0, decimal).replace(/[.,]/g, "")}.${plain.slice(decimal + 1)}`;
  }
  if (/^[+-]?\d{1,3}(,\d{3})+$/.test(plain)) return plain.replaceAll(",", "");
  return plain.split(",").length === 2 ? plain.replace(",", ".") : plain;
}
