/** ISO 3166-1 alpha-3, as ICAO 9303 part 3, section 5, part A uses it. Germany is the exception: it writes `D`. */
const states = `
  ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
  BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
  CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
  GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
  JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
  MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
  NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
  SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
  TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
`;

/**
 * ICAO's own codes (part 3, section 5, parts B to D): British nationals of other kinds, the United Nations and other
 * organisations, stateless people and refugees, and `UTO`, the country of specimens.
 */
const others = `
  D GBD GBN GBO GBP GBS RKS EUE UNO UNA UNK UNM
  XAA XBA XIM XCC XCO XCE XEC XPO XES XMP XOM XDC XXA XXB XXC XXX UTO
`;

const codes: ReadonlySet<string> = new Set(`${states} ${others}`.trim().split(/\s+/));

/** Whether a code, without fillers, is one an MRZ may carry as issuer or nationality. */
export function isIssuerCode(code: string): boolean {
  return codes.has(code);
}

/** All codes as they stand in the MRZ: three characters, filled up with `<`. */
export const issuerCodes: readonly string[] = [...codes].map((code) => code.padEnd(3, '<'));
