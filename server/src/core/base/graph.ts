// Orders over directed graphs given as successor lists. Both are iterative: real functions have tens of thousands of
// blocks, and recursion would overflow on generated code.

/** The nodes that can be reached from `entry`, each before its successors as far as loops allow. */
export function reversePostOrder(entry: number, successors: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(successors.length);
  const stack: { node: number; edge: number }[] = [{ node: entry, edge: 0 }];
  seen[entry] = 1;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const to = successors[top.node]?.[top.edge++];
    if (to === undefined) {
      order.push(top.node);
      stack.pop();
    } else if (seen[to] === 0) {
      seen[to] = 1;
      stack.push({ node: to, edge: 0 });
    }
  }
  return order.reverse();
}

/** Strongly connected components, callees before callers (Tarjan's order). */
export function components(successors: readonly (readonly number[])[]): number[][] {
  const index = new Int32Array(successors.length).fill(-1);
  const low = new Int32Array(successors.length);
  const open = new Uint8Array(successors.length);
  const path: number[] = [];
  const found: number[][] = [];
  let clock = 0;
  const enter = (node: number): { node: number; edge: number } => {
    index[node] = low[node] = clock++;
    open[node] = 1;
    path.push(node);
    return { node, edge: 0 };
  };
  for (let root = 0; root < successors.length; root++) {
    if (index[root] !== -1) continue;
    const stack = [enter(root)];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      const to = successors[node]?.[top.edge++];
      if (to === undefined) {
        stack.pop();
        const parent = stack.at(-1)?.node;
        if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
        if (low[node] === index[node]) found.push(closeComponent(node));
      } else if (index[to] === -1) {
        stack.push(enter(to));
      } else if (open[to] === 1) {
        low[node] = Math.min(low[node] ?? 0, index[to] ?? 0);
      }
    }
  }
  return found;

  function closeComponent(root: number): number[] {
    const members: number[] = [];
    for (let node = path.pop(); node !== undefined; node = path.pop()) {
      open[node] = 0;
      members.push(node);
      if (node === root) break;
    }
    return members.reverse();
  }
}
