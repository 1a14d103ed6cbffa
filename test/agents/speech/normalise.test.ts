import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalise } from '../../../packages/agents/src/speech/normalise.ts'

/** What is said, with the pauses: "five euros, or ten." */
const say = (text: string) =>
  normalise(text)
    .spoken.map((word) => `${word.text}${word.mark}`)
    .join(' ')

const CASES: Readonly<Record<string, readonly (readonly [written: string, spoken: string])[]>> = {
  numbers: [
    ['0', 'zero'],
    ['42 apples', 'forty two apples'],
    ['101 nights', 'one hundred one nights'],
    ['1,234', 'one thousand two hundred thirty four'],
    ['1.000.000 people', 'one million people'],
    ['3.14', 'three point one four'],
    ['0.05', 'zero point zero five'],
    ['.5', 'point five'],
    ['3,5', 'three point five'],
    ['-5', 'minus five'],
    ['−5', 'minus five'],
    ['007', 'zero zero seven'],
    ['10k users', 'ten thousand users'],
    ['2bn people', 'two billion people'],
    ['1M', 'one million'],
    ['12 million', 'twelve million'],
    ['~5', 'about five'],
    ['≈ 3', 'about three'],
    ['<5 and >7', 'less than five and more than seven'],
    ['≥10', 'at least ten'],
    ['±2', 'plus or minus two'],
    ['v2.0.1', 'version two point zero point one'],
  ],
  'ordinals and fractions': [
    ['1st', 'first'],
    ['the 22nd day', 'the twenty second day'],
    ['21st-century', 'twenty first century'],
    ['½ cup', 'one half cup'],
    ['2½ hours', 'two and a half hours'],
    ['¾', 'three quarters'],
    ['3/4', 'three quarters'],
    ['2/3', 'two thirds'],
    ['24/7', 'twenty four seven'],
  ],
  years: [
    ['in 1995', 'in nineteen ninety five'],
    ['1905', 'nineteen oh five'],
    ['1900', 'nineteen hundred'],
    ['2000', 'two thousand'],
    ['2005', 'two thousand five'],
    ['2024', 'twenty twenty four'],
    ['1066', 'one thousand sixty six'],
    ['the 1990s', 'the nineteen nineties'],
    ['the ’80s', 'the eighties'],
    ['2,024 people', 'two thousand twenty four people'],
    ['1500 km', 'one thousand five hundred kilometers'],
  ],
  ranges: [
    ['1939–1945', 'nineteen thirty nine to nineteen forty five'],
    ['1939-45', 'nineteen thirty nine to forty five'],
    ['10–20%', 'ten to twenty percent'],
    ['5–6 km', 'five to six kilometers'],
    ['$5–10', 'five to ten dollars'],
    ['pp. 3–4', 'pages three to four'],
  ],
  money: [
    ['$3.50', 'three dollars and fifty cents'],
    ['$1', 'one dollar'],
    ['$1.01', 'one dollar and one cent'],
    ['$0.99', 'ninety nine cents'],
    ['€5', 'five euros'],
    ['5 €', 'five euros'],
    ['5€', 'five euros'],
    ['£1m', 'one million pounds'],
    ['£2.50', 'two pounds and fifty pence'],
    ['¥500', 'five hundred yen'],
    ['$3.5 million', 'three point five million dollars'],
    ['€1.2bn', 'one point two billion euros'],
    ['100 USD', 'one hundred U S dollars'],
    ['-$5', 'minus five dollars'],
    ['$1,234.56', 'one thousand two hundred thirty four dollars and fifty six cents'],
  ],
  dates: [
    ['12 March 2024', 'the twelfth of march twenty twenty four'],
    ['on the 12th March', 'on the twelfth of march'],
    ['March 12, 2024', 'march twelfth, twenty twenty four'],
    ['March 2024', 'march twenty twenty four'],
    ['Jan. 5 was cold', 'january fifth was cold'],
    ['2024-03-12', 'march twelfth twenty twenty four'],
    ['12/25/2024', 'december twenty fifth twenty twenty four'],
    ['25/12/2024', 'december twenty fifth twenty twenty four'],
    ['You may 5 times march 3 miles', 'you may five times march three miles'],
  ],
  times: [
    ['10:30', 'ten thirty'],
    ['10:05', 'ten oh five'],
    ['10:00', "ten o'clock"],
    ['14:00', 'fourteen hundred hours'],
    ['9am', 'nine A M'],
    ['at 10:30 a.m. we met', 'at ten thirty A M we met'],
    ['9 PM', 'nine P M'],
    ['16:9', 'sixteen to nine'],
  ],
  'percent and units': [
    ['5%', 'five percent'],
    ['5 %', 'five percent'],
    ['0.5%', 'zero point five percent'],
    ['5 km', 'five kilometers'],
    ['1 km', 'one kilometer'],
    ['5km', 'five kilometers'],
    ['100 km/h', 'one hundred kilometers per hour'],
    ['20 °C', 'twenty degrees celsius'],
    ['-5°C', 'minus five degrees celsius'],
    ['68 ℉', 'sixty eight degrees fahrenheit'],
    ['3.5 kWh', 'three point five kilowatt hours'],
    ['500 MW', 'five hundred megawatts'],
    ['16 GB', 'sixteen gigabytes'],
    ['3 GHz', 'three gigahertz'],
    ['3 m²', 'three square meters'],
    ['7 km²', 'seven square kilometers'],
    ['2 m³', 'two cubic meters'],
    ['6 ft', 'six feet'],
    ['60 mph', 'sixty miles per hour'],
    ['420 ppm', 'four hundred twenty parts per million'],
    ['5 µm', 'five micro meters'],
    ['30 fps', 'thirty frames per second'],
    ['9.8 m/s²', 'nine point eight meters per square second'],
    ['1920×1080', 'nineteen twenty by ten eighty'],
    ['10x faster', 'ten times faster'],
    ['111 metres', 'one hundred eleven meters'],
  ],
  acronyms: [
    ['NASA', 'nasa'],
    ['UNESCO', 'unesco'],
    ['DNA', 'D N A'],
    ['AI is', 'A I is'],
    ['the WHO', 'the W H O'],
    ['GPUs', "G P U's"],
    ['CO2', 'C O two'],
    ['CO₂', 'C O two'],
    ['H2O', 'H two O'],
    ['COVID-19', 'covid nineteen'],
    ['GPT-4', 'G P T four'],
    ['MP3', 'M P three'],
    ['4K', 'four K'],
    ['5G', 'five G'],
    ['OpenAI', 'open A I'],
    ['YouTube', 'you tube'],
    ['PhD', 'P H D'],
    ['TCP/IP', 'T C P I P'],
    ['U.S. companies', 'U S companies'],
    ['mRNA', 'M R N A'],
    ['NOT now', 'not now'],
    ['IMPORTANT', 'important'],
    ['McDonald', 'mcdonald'],
    ['html and pdf', 'H T M L and P D F'],
  ],
  'roman numerals': [
    ['World War II', 'world war two'],
    ['World War I ended', 'world war one ended'],
    ['Louis XIV', 'louis the fourteenth'],
    ['Henry VIII', 'henry the eighth'],
    ['Queen Elizabeth I ruled', 'queen elizabeth the first ruled'],
    ['the XIX century', 'the nineteenth century'],
    ['Chapter IV', 'chapter four'],
    ['I think so', 'I think so'],
    ['a CD and a MIX', 'a C D and a M I X'],
  ],
  abbreviations: [
    ['Dr. Smith', 'doctor smith'],
    ['Mr Jones and Mrs. Lee', 'mister jones and missis lee'],
    ['St. Giles St.', 'saint giles street.'],
    ['e.g. cats', 'for example cats'],
    ['i.e., dogs', 'that is, dogs'],
    ['cats vs. dogs', 'cats versus dogs'],
    ['cats, dogs, etc.', 'cats, dogs, etcetera.'],
    ['J. R. R. Tolkien', 'J R R tolkien'],
    ['No. 5', 'number five'],
    ['No. That is all.', 'no. that is all.'],
  ],
  symbols: [
    ['R&D', 'R and D'],
    ['you & me', 'you and me'],
    ['me @ home', 'me at home'],
    ['2 + 3 = 5', 'two plus three equals five'],
    ['2 × 3', 'two times three'],
    ['6 ÷ 2', 'six divided by two'],
    ['#1', 'number one'],
    ['#love', 'hashtag love'],
    ['@mavs', 'at mavs'],
    ['and/or', 'and or'],
    ['π is', 'pi is'],
    ['yes — no', 'yes, no'],
    ['yes—no', 'yes, no'],
    ['wait… what', 'wait, what'],
    ['(aside) now', 'aside, now'],
    ['this: that', 'this, that'],
    ['state-of-the-art', 'state of the art'],
    ['“Quoted” ‘words’', 'quoted words'],
    ['it’s the dogs’', "it's the dogs"],
    ['5 < 7', 'five less than seven'],
  ],
  addresses: [
    ['https://www.example.com/docs?x=1', 'example dot com slash docs'],
    ['example.org', 'example dot org'],
    ['info@example.com', 'info at example dot com'],
    ['Node.js', 'node dot J S'],
  ],
  'markup, accents and emoji': [
    ['<b>bold</b>', 'b bold b'],
    ['Q&amp;A', 'Q and A'],
    ['café naïve Zürich Łódź', 'cafe naive zurich lodz'],
    ['Straße', 'strasse'],
    ['good 😀 morning 🇩🇪', 'good morning'],
    ['👍🏽', ''],
    ['Brand™', 'brand'],
  ],
  sentences: [
    ['One. Two! Three? Four', 'one. two! three? four'],
    ['A plan. Vitamin A helps.', 'a plan. vitamin A helps.'],
    ['At 5 p.m. The show starts.', 'at five P M. the show starts.'],
    ['First\n\nSecond', 'first. second'],
    ['He said “stop.” She left.', 'he said stop. she left.'],
  ],
}

describe('normalise', () => {
  for (const [group, cases] of Object.entries(CASES)) {
    describe(group, () => {
      it.each(cases)('says %j as “%s”', (written, spoken) => expect(say(written)).toBe(spoken))
    })
  }

  it('has more than a hundred and fifty cases', () => {
    expect(Object.values(CASES).flat().length).toBeGreaterThan(150)
  })

  it('tells for each word of the script what is said for it', () => {
    const { words, spoken, spans } = normalise('It cost $3.50 — on 12 March 2024.')
    const parts = spans.map(({ start, end }) =>
      spoken
        .slice(start, end)
        .map(({ text }) => text)
        .join(' '),
    )
    expect(words).toEqual(['It', 'cost', '$3.50', '—', 'on', '12', 'March', '2024.'])
    expect(parts).toEqual([
      'it',
      'cost',
      'three dollars and fifty cents',
      '',
      'on',
      'the twelfth of',
      'march',
      'twenty twenty four',
    ])
  })

  it('reports words in another script, and says the rest', () => {
    const { spoken, unspoken } = normalise('The word мир means peace, and 平和 too.')
    expect(unspoken).toEqual(['мир', '平和'])
    expect(spoken.map(({ text }) => text)).toEqual(['the', 'word', 'means', 'peace', 'and', 'too'])
  })

  it('never says a word of more than forty characters, and reports it', () => {
    const long = 'a'.repeat(41)
    expect(normalise(`say ${long} now`)).toMatchObject({ unspoken: [long] })
    expect(normalise('a'.repeat(40)).unspoken).toEqual([])
    expect(say(`12 ${long} March`)).toBe('twelve march')
  })

  it('does not report emoji and punctuation as unspoken words', () => {
    expect(normalise('Hi 😀 — … !').unspoken).toEqual([])
  })

  it('answers any text in ASCII words, with a span for every script word, in order', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const { words, spoken, spans } = normalise(text)
        expect(words).toEqual(text.split(/\s+/).filter((word) => word !== ''))
        expect(spans).toHaveLength(words.length)
        let at = 0
        spans.forEach(({ start, end }, index) => {
          expect(start).toBe(at)
          expect(end).toBeGreaterThanOrEqual(start)
          for (const word of spoken.slice(start, end)) expect(word.word).toBe(index)
          at = end
        })
        expect(at).toBe(spoken.length)
        for (const { text: said } of spoken) expect(said).toMatch(/^([a-z]+('[a-z]+)*|[A-Z]('s)?)$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('says or reports every word that has letters or digits', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const { words, spans, unspoken } = normalise(text)
        const silent = words.filter((_, index) => spans[index]!.start === spans[index]!.end)
        expect(silent.filter((word) => /[\p{L}\p{N}]/u.test(word))).toEqual(unspoken)
      }),
      { numRuns: 1000 },
    )
  })
})

const PIECES = [
  ...'12 1,234 3.5 $ € % - – — … / : . , ’ ( ) °C km m² March May XIV II DNA GPUs a I the Dr. e.g. www. .com @ # &'.split(
    ' ',
  ),
  ...'½ 😀 é ß Ж 漢 π <b> &amp; × = + ~ " [ ] * _ ^ 2 0 s st th'.split(' '),
  "'",
  '\u200d',
  '\u0000',
  ' ',
  '  ',
  '\n\n',
]

/** Text of everything: letters, figures, signs and units thrown together, and any Unicode. */
function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
}
