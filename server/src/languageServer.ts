// The language server as the program that the extension starts. What it needs lies beside the bundle.
import path from 'node:path';
import { version } from '../../package.json';
import { createProject } from './core/project.js';
import { loadGrowingParsers } from './host/parsers.js';
import { workspaceFiles } from './host/workspaceFiles.js';
import { serveStandardStreams } from './lsp/main.js';

const parsers = loadGrowingParsers(__dirname);
void serveStandardStreams({ version, createProject, parsers, files: workspaceFiles }, path.dirname(__dirname));
