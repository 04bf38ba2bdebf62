import { Release } from "@cdktf/provider-helm/lib/release";
import { Aspects, dependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/**
 * Makes every Helm release in `scope`, including those that are added later, depend on the releases in `first`, and each of
 * these on those before it.
 */
export function installFirst(scope: Construct, first: readonly Release[]): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (!isRelease(node)) return;
      const place = first.indexOf(node);
      const before = place === -1 ? first : first.slice(0, place);
      node.dependsOn = [...(node.dependsOn ?? []), ...before.map(dependable)];
    },
  });
}

const isRelease = (node: IConstruct): node is Release => node instanceof Release;
