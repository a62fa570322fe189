/** Brazil's time zones, where most people who use this live. */
const BRAZIL = [
  "America/Sao_Paulo",
  "America/Bahia",
  "America/Belem",
  "America/Boa_Vista",
  "America/Campo_Grande",
  "America/Cuiaba",
  "America/Fortaleza",
  "America/Maceio",
  "America/Manaus",
  "America/Noronha",
  "America/Porto_Velho",
  "America/Recife",
  "America/Rio_Branco",
];

/** The zones to choose from: Brazil's first, then the world's, the chosen one always among them. */
export function zones(chosen: string): string[] {
  return [...new Set([...BRAZIL, chosen, ...Intl.supportedValuesOf("timeZone")])];
}
