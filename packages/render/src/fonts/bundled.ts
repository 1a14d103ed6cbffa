import { INSTALLED_FONTS } from './packages.ts'

/** The font packages that the built-in styles use; all are under the SIL Open Font License. */
export const BUNDLED_FONTS: readonly string[] = [
  '@fontsource/anton',
  '@fontsource/archivo-black',
  '@fontsource/eb-garamond',
  '@fontsource/inter',
  '@fontsource/inter-tight',
  '@fontsource/jetbrains-mono',
  '@fontsource/nunito',
  '@fontsource/source-serif-4',
]

/** Those that are not installed: none, unless the installation is damaged. */
export const missingFonts = (): string[] =>
  BUNDLED_FONTS.filter((name) => INSTALLED_FONTS.subsets(name.replace('@fontsource/', '')).length === 0)
