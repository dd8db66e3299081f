// How the script and the style of the GIL report are bundled: two texts, dist/report.js and dist/report.css, that are
// put into a page for a browser.

const folder = 'server/src/report/browser';

export const REPORT = {
  entryPoints: [
    { in: `${folder}/main.ts`, out: 'report' },
    { in: `${folder}/report.css`, out: 'report' },
  ],
  outdir: 'dist',
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
};
