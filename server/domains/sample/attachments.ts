/** A file that a letter of the sample business brings along. */
export type Attachment = { name: string; contentType: string; content: string };

/** A page of plain ASCII text as a PDF file (ISO 32000-1, 7.5): five objects and the table of where they start. */
function textAsPdf(lines: readonly string[]): string {
  const escaped = lines.map((line) => `(${line.replace(/[()\\]/g, "\\$&")}) Tj T*`);
  const page = ["BT", "/F1 12 Tf", "16 TL", "72 760 Td", ...escaped, "ET"].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let file = "%PDF-1.4\n";
  const starts = objects.map((object, index) => {
    const start = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join("")}`;
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

/** The curriculum vitae of the junior web designer who applies. */
export const curriculumVitae: Attachment = {
  name: "Noor Bakker, CV.pdf",
  contentType: "application/pdf",
  content: textAsPdf([
    "Noor Bakker",
    "Junior web designer",
    "",
    "2024-2026   Apprentice at a studio for shop windows and web pages",
    "2021-2024   Bachelor of design, with a thesis on menus that can be read",
    "",
    "Languages: Dutch, English, some Portuguese",
    "Could start in September",
  ]),
};

/** The first titles of the second-hand bookshop's list. */
export const bookList: Attachment = {
  name: "Titles (first 5 of 4,000).csv",
  contentType: "text/csv",
  content: [
    "number,title,condition,price",
    "1,A Field Guide to Quiet Places,good,8.50",
    "2,The Baker's Almanac,fair,4.00",
    '3,"Salt, Rope and Weather",very good,12.00',
    "4,Letters to a Lighthouse,good,6.50",
    "5,Small Boats of the North,fair,5.00",
    "",
  ].join("\r\n"),
};
