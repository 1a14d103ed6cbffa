/** Below what belongs to one session, as `videos/{id}/status`. */
export const sessionPath = (id: string, rest?: string): string =>
  `videos/${encodeURIComponent(id)}${rest === undefined ? '' : `/${rest}`}`

/** What belongs to one batch. */
export const batchPath = (id: string): string => `videos/batch/${encodeURIComponent(id)}`

/** What a completed session delivers: where the server has it, and how its file's name ends. */
export const ARTIFACTS = {
  video: { path: 'download', ending: '.mp4' },
  srt: { path: 'captions.srt', ending: '.srt' },
  vtt: { path: 'captions.vtt', ending: '.vtt' },
  ass: { path: 'captions.ass', ending: '.ass' },
  thumbnail: { path: 'thumbnail', ending: '.png' },
  chapters: { path: 'chapters', ending: '.chapters.vtt' },
  credits: { path: 'credits', ending: '.credits.txt' },
  manifest: { path: 'manifest', ending: '.manifest.json' },
} as const

/** Names of what a completed session delivers. */
export type Artifact = keyof typeof ARTIFACTS

/** What a delivered file is called: `video_{id}.mp4`, `video_{id}.credits.txt` … A thumbnail may be a JPEG. */
export function fileName(id: string, artifact: Artifact, contentType?: string): string {
  const ending = contentType === 'image/jpeg' ? '.jpg' : ARTIFACTS[artifact].ending
  return `video_${id}${ending}`
}
