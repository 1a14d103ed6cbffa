/** A sum in US dollars: cents, and as many digits more as tell a small one from nothing. */
export const dollars = (usd: number): string => `$${usd === 0 || usd >= 0.01 ? usd.toFixed(2) : usd.toPrecision(2)}`
