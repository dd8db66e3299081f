// The settings that the client itself reads; the server asks for its own.
import { ConfigurationTarget, workspace } from 'vscode';

const SHADING = 'shading.enabled';
export const SHADING_SETTING = `gilscope.${SHADING}`;

export const shadingEnabled = (): boolean => workspace.getConfiguration('gilscope').get(SHADING, true);

/** Turns the shading on or off where it is set now, so that a value of the workspace does not hide the change. */
export async function toggleShading(): Promise<void> {
  const settings = workspace.getConfiguration('gilscope');
  const inWorkspace = settings.inspect(SHADING)?.workspaceValue !== undefined;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings.update(SHADING, !shadingEnabled(), target);
}
