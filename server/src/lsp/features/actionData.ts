// What an action carries until its edit is asked for. It comes back from the editor, so nothing of it is believed.

/** `finding` names a finding as `findingKey` does. */
export type ActionData = { readonly uri: string; readonly version: number } & (
  | { readonly does: 'fix'; readonly finding: string; readonly title: string }
  | { readonly does: 'fixRule'; readonly rule: string }
  | { readonly does: 'fixRuleEverywhere'; readonly rule: string }
  | { readonly does: 'fixAll' }
);

export function readActionData(raw: unknown): ActionData | undefined {
  const uri = text(raw, 'uri');
  const version = property(raw, 'version');
  if (uri === undefined || typeof version !== 'number') return undefined;
  const about = { uri, version };
  switch (property(raw, 'does')) {
    case 'fix': {
      const finding = text(raw, 'finding');
      const title = text(raw, 'title');
      return finding === undefined || title === undefined ? undefined : { ...about, does: 'fix', finding, title };
    }
    case 'fixRule':
    case 'fixRuleEverywhere': {
      const does = property(raw, 'does') === 'fixRule' ? 'fixRule' : 'fixRuleEverywhere';
      const rule = text(raw, 'rule');
      return rule === undefined ? undefined : { ...about, does, rule };
    }
    case 'fixAll':
      return { ...about, does: 'fixAll' };
    default:
      return undefined;
  }
}

function text(value: unknown, name: string): string | undefined {
  const found = property(value, name);
  return typeof found === 'string' ? found : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
