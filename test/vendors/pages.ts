import { startVendor, type Vendor } from '@mavs/core/testing'

/** A page of the stand-in's site. */
export interface SitePage {
  /** With its charset, as the header says it; left out: no header. */
  readonly type?: string
  readonly body: string | Uint8Array
  readonly status?: number
  /** Where it leads instead. */
  readonly location?: string
}

/** A web site: pages by their path; the rest is 404. */
export function startSite(pages: Readonly<Record<string, SitePage>>): Promise<Vendor> {
  return startVendor({
    errorBody: (status) => `<!doctype html><title>${status}</title><h1>Error ${status}</h1>`,
    respond({ url }) {
      const page = pages[url.pathname]
      if (!page) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<h1>Not found</h1>' }
      const {
        type = 'text/html; charset=utf-8',
        body,
        status = page.location === undefined ? 200 : 302,
        location,
      } = page
      return { status, headers: { 'content-type': type, ...(location !== undefined && { location }) }, body }
    },
  })
}

/** A page of an encyclopedia, a museum or a newspaper: navigation around an article. */
export function articlePage(title: string, paragraphs: readonly string[], head = ''): SitePage {
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n')
  const navigation = '<nav><ul><li><a href="/">Home</a></li><li><a href="/shop">Shop</a></li></ul></nav>'
  return {
    body: `<!doctype html><html lang="en"><head><title>${title}</title>${head}</head><body>${navigation}
<main><article><h1>${title}</h1>
${text}
</article></main><footer><p>All rights reserved. Subscribe to our newsletter.</p></footer></body></html>`,
  }
}
