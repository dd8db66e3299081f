// The parts of the report as tabs: one is shown, the arrow keys go to the next one. Without the script all of them stand
// one below the other.

export interface Tabs {
  /** Shows a part; where there is no such part, the first one. */
  show(id: string): void;
}

export function liveTabs(root: HTMLElement, shown: (id: string) => void): Tabs {
  const list = root.querySelector<HTMLElement>('[role=tablist]');
  const tabs = [...root.querySelectorAll<HTMLElement>('[role=tab]')];
  const panelOf = (tab: HTMLElement): string => tab.getAttribute('aria-controls') ?? '';
  const idOf = (tab: HTMLElement): string => partId(panelOf(tab));

  const show = (id: string): void => {
    const chosen = tabs.find((tab) => idOf(tab) === id) ?? tabs[0];
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(panelOf(tab));
      if (panel !== null) panel.hidden = !isChosen;
    }
  };
  const choose = (tab: HTMLElement | undefined): void => {
    if (tab === undefined) return;
    show(idOf(tab));
    tab.focus();
    shown(idOf(tab));
  };

  for (const tab of tabs) tab.addEventListener('click', () => choose(tab));
  list?.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement as HTMLElement);
    const next = target(event.key, at, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    choose(tabs[next]);
  });
  return { show };
}

/** What a part is called by, from the id of its element. */
export const partId = (element: string): string => element.replace(/^part-/, '');

function target(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
