import { cleanPrompt } from './prompt.ts'

/** What a prompt asks about, in its own words and spelling: "Create a video about black holes for kids" → "black holes". */
export function topicOf(prompt: string): string {
  const sentence = decidingSentence(cleanPrompt(prompt))
  const captured = capture(sentence) ?? sentence
  return peel(captured) || sentence
}

/** The topic as asked for and with less and less around it, for comparing with the names of known topics. */
export function topicPhrases(prompt: string): string[] {
  const sentence = decidingSentence(cleanPrompt(prompt))
  const captured = capture(sentence) ?? sentence
  return [sentence, captured, withoutEnd(captured), peel(captured)]
}

/** A topic in the form in which aliases are compared: lower case, no article, no punctuation, last word singular. */
export function normaliseTopic(topic: string): string {
  const words = topic
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’`]/g, "'")
    .replace(/["“”„«»().,!?;:…]/g, ' ')
    .replace(/[-–—/]/g, ' ')
    .trim()
    .split(/\s+/)
  if (/^(the|an?)$/.test(words[0] ?? '') && words.length > 1) words.shift()
  const last = words.pop() ?? ''
  return [...words, singular(last)].join(' ')
}

/** Whether a prompt speaks of somebody's own thing ("our product"), about which no general text can know anything. */
export function isPossessive(prompt: string): boolean {
  const withoutAudience = cleanPrompt(prompt).replace(AUDIENCE_CLAUSE, ' ')
  return new RegExp(`\\b(our|my)\\b(?! (${SHARED})\\b)`, 'i').test(withoutAudience)
}

const SHARED = 'solar system|heart|hearts|body|bodies|dna|genes|planet|world|sun|moon|earth|lives|own'
const VIDEO =
  '(?:videos?|clips?|films?|movies?|documentar(?:y|ies)|explainers?|animations?|shorts?|reels?|presentations?|introductions?|intros?|overviews?|lessons?|tutorials?|lectures?|primers?|guides?|stor(?:y|ies)|episodes?|something)'
const AUDIENCE =
  '(?:beginners?|kids|children|child|students?|pupils|learners|everyone|everybody|anyone|adults|teens|teenagers|dummies|non-?experts|newcomers|classroom|class|classes|schools?|viewers|audiences?|the public|youtube|tiktok|instagram|linkedin|social media|year[- ]olds?|graders?|lovers|fans|enthusiasts|seniors|parents|teachers|professionals|executives|managers|employees|team|colleagues|friends|family|son|daughter|channel|followers|homework|blog|website)'
const AUDIENCE_CLAUSE = new RegExp(
  `\\s*,?\\s*\\b(?:for|aimed at|suitable for|targeted at|to)\\s+(?:[^\\s.,;]+\\s+){0,4}?${AUDIENCE}\\b`,
  'gi',
)

/** The first sentence that asks for a video, else the first one. */
function decidingSentence(prompt: string): string {
  const sentences = prompt.split(/(?<=[.!?])\s+|\n+/).filter((sentence) => sentence.trim() !== '')
  return sentences.find((sentence) => REQUESTS[0]!.test(sentence)) ?? sentences[0] ?? ''
}

/** Ways to ask; the first that fits captures the topic. */
const REQUESTS: readonly RegExp[] = [
  new RegExp(
    `\\b${VIDEO}\\b(?:\\s+(?:that|which|to|will|should|can|briefly|clearly|simply|all))*\\s+(?:about|on|of|for|to|into|regarding|covering|explain(?:s|ing)?|introduc(?:es?|ing)|describ(?:es?|ing)|show(?:s|ing)?|explor(?:es?|ing)|teach(?:es|ing)?)\\s+(.+)$`,
    'is',
  ),
  /^(?:please\s+)?(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?(?:explain|describe|introduce|present|explore|teach|tell|show)\s+(?:to\s+)?(?:(?:me|us|people|kids|children)\s+)?(?:about\s+)?(.+)$/is,
  /^what(?:'s|’s|\s+is|\s+are|\s+was|\s+were)\s+(.+)$/is,
  /^(?:introducing|introduction to|intro to|understanding|exploring|discover|discovering|learn about|all about|about)\s+(.+)$/is,
  new RegExp(
    `^(?:please\\s+)?(?:create|make|generate|produce|build|give|do|i want|i need|i'd like)?\\s*(?:me\\s+|us\\s+)?(?:an?\\s+|the\\s+)?(.+?)\\s+${VIDEO}\\b(.*)$`,
    'is',
  ),
  /\babout\s+(.+)$/is,
]

function capture(sentence: string): string | undefined {
  for (const pattern of REQUESTS) {
    const match = pattern.exec(sentence)
    if (match) return `${match[1] ?? ''}${match[2] ?? ''}`
  }
  return undefined
}

const LEADING: readonly RegExp[] = [
  /^[\s"“”'‘’«»:–—-]+/,
  /^(?:(?:short|brief|quick|simple|fun|professional|casual|educational|entertaining|entertainment|documentary|animated|engaging|detailed|beautiful|explainer|\d+[- ](?:second|minute)s?)\s+)+/i,
  /^(?:me|us)\s+(?:about\s+)?/i,
  /^(?:the\s+|an?\s+)?(?:basics|fundamentals|essentials|principles|science|story|wonders?|world|magic|importance|concept|idea|topic|subject|process|introduction|overview|explanation)\s+(?:of|behind|to)\s+/i,
  /^what\s+(?:is|are|was|were)\s+/i,
  /^about\s+/i,
]
const TRAILING: readonly RegExp[] = [
  /\s*["”]?\s*[,:–—-]+\s*(?:an?|the)$/i,
  /[\s"“”'‘’«».!?…,;:–—-]+$/,
  new RegExp(`${AUDIENCE_CLAUSE.source}.*$`, 'is'),
  /\s*,?\s+in\s+(?:(?:about|under|less than|just|only)\s+)?(?:\d+|an?|one|two|three|five|ten|thirty|sixty)[\s-]+(?:seconds?|minutes?|mins?|secs?)\b.*$/is,
  /\s*,?\s+in\s+(?:an?\s+)?(?:simple|plain|easy|everyday|clear|friendly|fun|calm)\s+\w+.*$/is,
  /\s*,?\s+and\s+(?:how|why|what|where)\s+(?:it|they|this|that|we|to)\b.*$/is,
  /\s*,?\s+(?:explained|101)\b.*$/is,
  /\s*,?\s+with\s+(?:an?|some|lots of|many|clear|simple|nice|calm|good|great|facts|examples|music|narration|captions|subtitles|icons|charts)\b.*$/is,
  /\s*,?\s+(?:lasting|that lasts|which lasts|of about|no longer than|under)\s+\d.*$/is,
  /\s*\(.*\)$/s,
]

const HOW =
  /^how\s+(?:(?:does|do|did)\s+)?(.+?)\s+(?:works?|forms?|functions?|happens?|happened|began|begin|started?|changed (?:the )?\w+)$/is

/** Takes off what surrounds the topic, from both ends, until nothing more comes off. */
function peel(phrase: string): string {
  let topic = phrase.trim()
  for (let before = ''; before !== topic;) {
    before = topic
    for (const pattern of LEADING) topic = topic.replace(pattern, '')
    for (const pattern of TRAILING) topic = topic.replace(pattern, '')
    topic = topic
      .replace(HOW, '$1')
      .replace(/^why\s+(.+?)\s+(?:matters?|is important|are important)$/is, '$1')
      .replace(/^what\s+(.+?)\s+(?:is|are|was|were|means?)$/is, '$1')
      .replace(new RegExp(`^our\\s+(?=(?:${SHARED})$)`, 'i'), '')
      .trim()
  }
  return topic
}

function withoutEnd(phrase: string): string {
  return TRAILING.reduce((topic, pattern) => topic.replace(pattern, ''), phrase.trim())
}

/** A rough singular, used on both sides of the comparison only. */
function singular(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`
  return word.endsWith('s') && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word
}
