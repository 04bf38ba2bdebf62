import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { Construct } from "constructs";

/** The namespace of a name that a part of a stack has created. Throws an error for another one. */
export function createdNamespace({ node }: Construct, name: string): NamespaceV1 {
  const created = node.findAll().filter((each) => each instanceof NamespaceV1);
  const found = created.find(({ metadataInput }) => metadataInput?.name === name);
  if (!found) throw new Error(`no part of ${node.path} has created the namespace ${name}`);
  return found;
}
