// The output formats by name. A new one is one file and one line here.
import type { FormatName } from '../options.js';
import { concise } from './concise.js';
import type { Format } from './format.js';
import { html } from './html.js';
import { json } from './json.js';
import { text } from './text.js';

export const formats: Readonly<Record<FormatName, Format>> = { text, concise, json, html };
