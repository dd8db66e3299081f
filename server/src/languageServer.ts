// The language server as the program that the extension starts. What it needs lies beside the bundle.
import { version } from '../../package.json';
import { serveStandardStreams } from './lsp/main.js';

void serveStandardStreams(__dirname, version);
