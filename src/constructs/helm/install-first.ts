import { Release } from "@cdktf/provider-helm/lib/release";
import { Aspects, dependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/**
 * Makes every Helm release in `scope`, including those that are added later, depend on the releases in
 * `first`.
 */
export function installFirst(scope: Construct, first: Construct): void {
  const before = first.node.findAll().filter(isRelease);
  Aspects.of(scope).add({
    visit: (node) => {
      if (!isRelease(node) || before.includes(node)) return;
      node.dependsOn = [...(node.dependsOn ?? []), ...before.map(dependable)];
    },
  });
}

const isRelease = (node: IConstruct): node is Release => node instanceof Release;
