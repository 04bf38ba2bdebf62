import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A resource, a data source or a provider, by the module of its bindings. */
export interface UsedType {
  readonly provider: string;
  /** Folder of the bindings: `eks-cluster`, `data-aws-vpc`, `provider`. */
  readonly module: string;
  readonly kind: "provider" | "resource" | "data";
  /** `aws_eks_cluster`, or the name of a provider. */
  readonly type: string;
}

/** Types that constructs can emit: those of the bindings that the sources below a folder import. */
export function usedTypes(source: string): UsedType[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const modules = files.flatMap((file) =>
    [
      ...readFileSync(join(source, file), "utf8").matchAll(/"@cdktf\/provider-([a-z]+)\/lib\/([a-z0-9-]+)"/g),
    ].map(([, provider = "", module = ""]) => `${provider}/${module}`),
  );
  return [...new Set(modules)].sort().map((each) => {
    const [provider = "", module = ""] = each.split("/");
    return usedType(provider, module);
  });
}

function usedType(provider: string, module: string): UsedType {
  if (module === "provider") return { provider, module, kind: "provider", type: provider };
  const prefix = `data-${provider}-`;
  const isData = module.startsWith(prefix);
  const name = (isData ? module.slice(prefix.length) : module).replaceAll("-", "_");
  return { provider, module, kind: isData ? "data" : "resource", type: `${provider}_${name}` };
}
