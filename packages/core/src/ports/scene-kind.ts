/**
 * A kind of scene that a plugin brings. Frames are drawn in a process of their own, so what is registered is where the
 * code lies; its default export is what the renderer asks for: for the built-in one, `defineScene(…)` of `@mavs/render`.
 */
export interface SceneKindModule {
  /** The visual's `kind`, with the plugin's prefix: "acme:gauge". */
  readonly kind: string
  /** The module's URL, e.g. `new URL('./gauge.js', import.meta.url).href`. */
  readonly module: string
}
