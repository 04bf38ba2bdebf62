import { groupBy } from "../../base/group-by";
import { carries, type Labels } from "../kubernetes-labels";

/** Index of items by label. */
export class LabelIndex<T extends { readonly labels: Labels }> {
  private readonly byNamespace: ReadonlyMap<string, readonly T[]>;
  private readonly byLabel = new Map<string, T[]>();

  constructor(items: readonly T[], namespaceOf: (item: T) => string) {
    this.byNamespace = groupBy(items, namespaceOf);
    for (const item of items) {
      for (const label of Object.entries(item.labels)) {
        const key = labelKey(namespaceOf(item), label);
        const known = this.byLabel.get(key);
        if (known) known.push(item);
        else this.byLabel.set(key, [item]);
      }
    }
  }

  carrying(namespace: string, selector: Labels): readonly T[] {
    const labels = Object.entries(selector);
    if (labels.length === 0) return this.byNamespace.get(namespace) ?? [];
    const candidates = labels.map((label) => this.byLabel.get(labelKey(namespace, label)) ?? []);
    const fewest = candidates.reduce((a, b) => (b.length < a.length ? b : a));
    return fewest.filter((item) => carries(item.labels, selector));
  }
}

const labelKey = (namespace: string, [key, value]: readonly [string, string]): string =>
  `${namespace} ${key}=${value}`;
