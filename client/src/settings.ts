// The settings that the client itself reads or changes; the server asks for its own.
import { ConfigurationTarget, workspace } from 'vscode';

const SECTION = 'gilscope';
const SHADING = 'shading.enabled';
export const SHADING_SETTING = `${SECTION}.${SHADING}`;
const HINTS = 'inlayHints.enabled';
const MODE = 'diagnosticMode';

export const shadingEnabled = (): boolean => workspace.getConfiguration(SECTION).get(SHADING, true);

export const toggleShading = (): Promise<void> => toggle(SHADING);
export const toggleHints = (): Promise<void> => toggle(HINTS);

/** From now on problems are shown for all files of the workspace; returns the way back. */
export async function showWholeWorkspace(): Promise<() => Promise<void>> {
  const before = workspace.getConfiguration(SECTION).inspect<string>(MODE)?.workspaceValue;
  await workspace.getConfiguration(SECTION).update(MODE, 'workspace', ConfigurationTarget.Workspace);
  return async () => {
    await workspace.getConfiguration(SECTION).update(MODE, before, ConfigurationTarget.Workspace);
  };
}

/** Turns a switch where it is set now, so that a value of the workspace does not hide the change. */
async function toggle(name: string): Promise<void> {
  const settings = workspace.getConfiguration(SECTION);
  const inWorkspace = settings.inspect(name)?.workspaceValue !== undefined;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update(name, !settings.get(name, true), target);
}
