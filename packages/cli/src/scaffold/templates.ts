/** What `mavs plugin new` can begin with: a folder of `templates/`, which is a package that works as it stands. */
export interface Template {
  /** Its folder, and what is chosen by. */
  readonly name: string
  readonly kind: 'agent' | 'provider'
  /** What the plugin does, as a sentence for its description. */
  readonly about: string
  /** What its test holds it against, where the port has a contract. */
  readonly contract?: string
  /** Beside core. A peer is what core brings itself, and of which there may be only one. */
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

const ZOD = { zod: '^4.6.7' }

/** Agents by the stage that they do, then providers by their port. */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'researching',
    kind: 'agent',
    about: 'It researches in your notes: each line of a source is a claim.',
    contract: 'researchContract',
  },
  {
    name: 'scripting',
    kind: 'agent',
    about: 'It tells what the research found as a countdown.',
    contract: 'scriptContract',
  },
  {
    name: 'asset_sourcing',
    kind: 'agent',
    about: 'It draws a picture for every scene that shows words only.',
    contract: 'assetContract',
  },
  {
    name: 'audio_generation',
    kind: 'agent',
    about: 'It has the first voice speak every scene, without music.',
    contract: 'audioContract',
  },
  {
    name: 'video_assembly',
    kind: 'agent',
    about: 'It puts the scenes one after the other with hard cuts.',
    contract: 'assemblyContract',
  },
  {
    name: 'finalizing',
    kind: 'agent',
    about: 'It measures the video and writes what goes with it.',
    contract: 'finalizingContract',
  },
  {
    name: 'speech',
    kind: 'provider',
    about: 'It speaks a tone for every word, with exact word times.',
    contract: 'speechContract',
  },
  {
    name: 'search',
    kind: 'provider',
    about: 'It asks a search engine over HTTP.',
    contract: 'searchContract',
    dependencies: ZOD,
  },
  {
    name: 'media-search',
    kind: 'provider',
    about: 'It has pictures of its own, found by their tags.',
    contract: 'imageSearchContract',
  },
  {
    name: 'image-generation',
    kind: 'provider',
    about: 'It paints hills in colours that the words decide.',
    contract: 'imageGenerationContract',
  },
  {
    name: 'video-generation',
    kind: 'provider',
    about: 'It has clips made over HTTP.',
    contract: 'videoGenerationContract',
    dependencies: ZOD,
  },
  {
    name: 'music',
    kind: 'provider',
    about: 'It plays one chord, which the seed decides.',
    contract: 'musicContract',
  },
  {
    name: 'language-model',
    kind: 'provider',
    about: 'It asks a language model over HTTP.',
    dependencies: ZOD,
    peerDependencies: { '@langchain/core': '^1.4.0' },
  },
]

/** The names that one of the two options takes. */
export const templateNames = (kind: Template['kind']): string[] =>
  TEMPLATES.filter((template) => template.kind === kind).map(({ name }) => name)
