// The program `gilscope`. It is bundled into one file; what else it needs lies beside that file.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { version } from '../../../package.json';
import { createProject, RULES } from '../core/project.js';
import { loadParsers } from '../host/parsers.js';
import { nodeIo } from './nodeIo.js';
import { run } from './run.js';
import type { Services } from './services.js';

const beside = (name: string): string => readFileSync(path.join(__dirname, name), 'utf8');

const services: Services = {
  version,
  rules: RULES,
  createProject,
  loadParsers: (needsCpp) => loadParsers(__dirname, needsCpp),
  probeRuntime: () => beside('gilscope_probe.c'),
  reportAssets: () => ({ script: beside('report.js'), style: beside('report.css') }),
  serveLanguage: async () => {
    // Loaded only here, because the library for connections starts a timer when it is loaded.
    const { serveStandardStreams } = await import('../lsp/main.js');
    return serveStandardStreams(__dirname, version);
  },
};

void run(process.argv.slice(2), nodeIo(), services).then((code) => {
  process.exitCode = code;
});
