/** Somebody who writes to or buys from the sample business; addresses are on reserved domains (RFC 2606, RFC 6761). */
export type Person = { name: string; email: string; customer: string };

const person = (name: string, email: string): Person => ({
  name,
  email,
  customer: `cus_sample_${email.split("@")[0]}`,
});

/** Customers and others of Harbour Lane, an invented consultancy for small shops' web presence. */
export const people = {
  ana: person("Ana Duarte", "ana@northwind-bakery.example.com"),
  tom: person("Tom Ferris", "tom@ferris-bikes.example.com"),
  priya: person("Priya Raman", "priya@raman-legal.example.org"),
  jonas: person("Jonas Weber", "jonas@weber-holz.example.net"),
  lucia: person("Lucía Moreno", "lucia@moreno-travel.example.com"),
  kenji: person("Kenji Sato", "kenji@sato-ceramics.example.org"),
  mei: person("Mei Lin", "mei@lin-studio.example.com"),
  oskar: person("Oskar Nyman", "oskar@nyman-foto.example.net"),
  fatima: person("Fatima Haddad", "fatima@haddad-clinic.example.org"),
  greta: person("Greta Olsen", "greta@olsen-yoga.example.com"),
  peter: person("Peter Novák", "peter@novak-garden.example.net"),
  ruth: person("Ruth Adeyemi", "ruth@adeyemi-books.example.org"),
  sam: person("Sam Whitlock", "sam@whitlock-cafe.example.com"),
  ines: person("Inês Carvalho", "ines@carvalho-tours.example.net"),
} as const;

/** "Ana Duarte <ana@…>", encoded where the name is not ASCII (RFC 2047). */
export function mailbox({ name, email }: Person): string {
  const ascii = /^[\x20-\x7e]*$/.test(name);
  return `${ascii ? name : `=?utf-8?B?${Buffer.from(name).toString("base64")}?=`} <${email}>`;
}
