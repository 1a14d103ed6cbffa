import { cleanText } from './prompt.ts'

/** Longest part of a page that a model is shown, in characters. */
const SHOWN = 12_000

/** Of a page that speaks to machines in more than this part of its paragraphs, nothing is shown. */
const TOLERATED = 0.25

/**
 * A page's text as a model may see it: its first paragraphs, without those that could be taken for the end of the data,
 * for a message of somebody else's, for a tool call, or for an instruction to whoever reads. What is left out here cannot
 * carry a claim either, because quotes are looked for in this text. Empty for a page that is written for machines.
 */
export function shownText(text: string): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map(withoutMarks)
    .filter((paragraph) => /[\p{L}\p{N}]/u.test(paragraph))
  const harmless = paragraphs.filter((paragraph) => !speaksToMachines(paragraph))
  if (paragraphs.length - harmless.length > paragraphs.length * TOLERATED) return ''
  const shown: string[] = []
  let length = 0
  for (const paragraph of harmless) {
    length += paragraph.length
    if (length > SHOWN) break
    shown.push(paragraph)
  }
  return shown.join('\n\n')
}

/** A title or a snippet on one line; empty when it speaks to machines. */
export function shownLine(text: string): string {
  const line = withoutMarks(text).replace(/\s+/g, ' ')
  return speaksToMachines(line) ? '' : line
}

/** Plain text: no control tokens, no addresses, nothing encoded, and no brackets that could be mistaken for ours. */
function withoutMarks(text: string): string {
  const plain = cleanText(text)
    .replace(CONTROL_TOKENS, MARK)
    .replace(LINKS, '$1')
    .replace(ADDRESSES, ' ')
    .replace(ENCODED, ' ')
    .replace(/</g, '‹')
    .replace(/>/g, '›')
  const lines = plain.split('\n').map((line) => line.replace(/\s+/g, ' ').trim())
  return lines.filter((line) => line !== '').join('\n')
}

function speaksToMachines(paragraph: string): boolean {
  if (paragraph.includes(MARK.trim()) || CALL.test(paragraph)) return true
  const sentences = paragraph.split('\n').flatMap((line) => line.split(SENTENCE_END))
  return sentences.some((sentence) => ROLE.test(sentence) || isInstruction(sentence))
}

/** Stands where a control token was. */
const MARK = ' \ufffc '

/** Whether a sentence speaks to a machine that reads, and not to a person. Not a wall, only the first fence. */
export const isInstruction = (sentence: string): boolean => INSTRUCTIONS.some((pattern) => pattern.test(sentence))

const SENTENCE_END = /(?<=[.!?。！？])\s*(?=\S)/u

/** Tokens with which chat formats and tool protocols mark who speaks: `<|im_start|>`, `[INST]`, `<tool_call>` … */
const CONTROL_TOKENS =
  /<\|[^|<>]{0,60}\|>|\[\/?(?:INST|SYS|SYSTEM)\]|<<\/?SYS>>|<\/?(?:s|system|assistant|user|human|tool_?calls?|tool_?results?|function_?calls?|function_?results?|invoke|parameter|page|results|request|instructions?)\b[^<>]{0,200}>/gi
/** Markdown links and pictures: their words stay, where they lead does not. */
const LINKS = /!?\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g
const ADDRESSES = /\b(?:https?|ftp|file|data|javascript):\S+/gi
/** Nothing that anybody reads: base64, hexadecimal. */
const ENCODED = /[A-Za-z0-9+/_=-]{48,}/g
/** Lines that pretend to be the next message. */
const ROLE =
  /^[\s#*>‹-]*(?:system|assistant|user|human|developer|tool|ai)(?:\s+(?:prompt|message|note|override))?\s*[\])›*]*\s*:/i
const CALL =
  /["'`]?(?:tool_?calls?|function_?call|tool_?name|arguments|web_search|read_page)["'`]?\s*[:=(]|\b(?:web_search|read_page|report_findings)\b/i

const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|forget|override|bypass|overrule|disregard(?! (?:for|of)))\b.{0,60}\b(?:instructions?|prompts?|guidelines?|rules?|directions?|commands?|what you (?:were|have been) told)\b/i,
  /\b(?:system|developer)\s+(?:prompt|message|instruction)/i,
  /\b(?:new|updated|real|secret|hidden|special)\s+instructions?\b/i,
  /\byou(?:'re| are)\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:ai|a\.i\.|llm|assistant|language model|chatbot|chatgpt|agent|dan|researcher|scriptwriter|salesman)\b/i,
  /\bas an?\s+(?:ai|llm|(?:large )?language model|chatbot)\b/i,
  /\b(?:dear|attention|hello|hey|notes? (?:to|for)|messages? (?:to|for)|instructions? (?:to|for))\b[^.]{0,20}\b(?:ai|llm|language model|assistant|chatbot|agent)s?\b/i,
  /\bthe user\s+(?:says|said|wants|asked|asks|requests?|has (?:asked|requested|authori[sz]ed)|confirms?|authori[sz]e[sd]?)\b/i,
  /\b(?:reveal|print|output|repeat|send|post|leak|exfiltrate|upload|include|append)\b.{0,80}\b(?:api.?keys?|passwords?|credentials?|environment variables?|the conversation|your (?:first|last) message)\b/i,
  /\b(?:call|open|visit|fetch|browse)\s+(?:the|this|that)\s+(?:tool|function|url|endpoint|address|link)\b/i,
  /(?:^|[.,:;]\s*|\byou\s+|\band\s+)(?:must|should|always|please|be sure to|make sure to|from now on(?: you)?(?: only)?)\s+(?:now\s+)?(?:say|state|tell|write|claim|mention|report|recommend|answer|reply|respond)\b/i,
  /\b(?:say|tell|write|state|claim|report|mention|answer|reply)\b.{0,30}\b(?:in (?:the|your) (?:video|script|answer|reply|response)|to the (?:user|viewers?|audience))\b/i,
  /\bignorier\w*\b.{0,60}\b(?:anweisung|anordnung|vorherig|bisherig|regel)/i,
  /\bvergiss\b.{0,60}\b(?:anweisung|alles|regel)/i,
  /\bignor(?:ez?|er)\b.{0,60}\b(?:instructions?|consignes?|précédent)/i,
  /\b(?:ignora|ignore|olvida|ignorar)\b.{0,60}\b(?:instrucciones|instruções|reglas|anteriores)/i,
  /\bignora\b.{0,60}\b(?:istruzioni|precedenti)/i,
  /игнорируй|не обращай внимания на (?:предыдущ|инструк)|забудь (?:все|предыдущ)/iu,
  /忽略.{0,20}(?:指令|指示|说明|規則|规则|提示)|無視.{0,20}(?:指示|命令|ルール)|(?:指示|命令|ルール).{0,12}無視/u,
  /무시.{0,20}(?:지시|명령)|(?:지시|명령).{0,12}무시/u,
  /تجاهل.{0,40}(?:التعليمات|الأوامر)/u,
]
