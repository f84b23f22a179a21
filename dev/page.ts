import { type Html, html } from './html.js';

export interface Look {
  /** Name in the header. */
  site: string;
  home: string;
  /** Colour of the header, as CSS takes it; white text must be readable on it. */
  colour: string;
}

export const toolsLook: Look = { site: 'Surety development', home: '/simulators', colour: '#3d3d3d' };

const style = (colour: string) => html`
  *{box-sizing:border-box}
  body{margin:0;font:1.1875rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff}
  header{background:${colour};color:#fff;padding:1rem}
  header a{color:#fff;font-weight:700;font-size:1.375rem;text-decoration:none}
  header a:hover{text-decoration:underline}
  main,footer{max-width:60rem;margin:0 auto;padding:1rem}
  h1{font-size:2.25rem;line-height:1.2}
  a{color:#0b4f8a}
  :focus-visible{outline:3px solid #ffb000;outline-offset:2px}
  .button,button{display:inline-block;margin:0 .5rem .5rem 0;background:${colour};color:#fff;border:0;border-radius:4px;padding:.75rem 1.25rem;
    font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
  .plain{background:#fff;color:#1a1a1a;border:2px solid #1a1a1a}
  table{border-collapse:collapse;width:100%;margin:1rem 0}
  caption{text-align:left;font-weight:700;font-size:1.25rem;padding:.5rem 0}
  th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid #b0b0b0;overflow-wrap:break-word}
  td{overflow-wrap:anywhere}
  .wide{min-width:22rem}
  .fixed{white-space:nowrap;overflow-wrap:normal}
  @media(max-width:48rem){
    table,tbody,tr,td,tbody th{display:block}
    thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .wide{min-width:0}
    tr{border-bottom:1px solid #b0b0b0;padding:.5rem 0}
    td,tbody th{border:0;padding:.1rem 0}
  }
  pre{background:#f2f2f2;padding:1rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
  img{max-width:100%;height:auto}
  input,select{font:inherit;padding:.4rem;border:2px solid #1a1a1a;border-radius:0;max-width:100%}
  label{display:block;font-weight:600;margin:.75rem 0 .25rem}
  .panel{border:2px solid #b0b0b0;padding:0 1rem 1rem;margin:2rem 0}
  .alert{border-left:6px solid ${colour};background:#f2f2f2;padding:.5rem 1rem}
  form.row{display:inline}`;

/** A whole page of the development server. It needs no script and asks no other host for anything. */
export const page = (title: string, body: Html, look: Look = toolsLook): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${look.site}</title>
<link rel="icon" href="data:,">
<style>${style(look.colour)}</style>
</head>
<body>
<header><a href="${look.home}">${look.site}</a></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`.text;
