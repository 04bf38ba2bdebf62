import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { cidr } from "../../environment/values";

/** A host, an address, a range, or all names below a domain. Programs agree on no other form. */
const exception = z
  .string()
  .regex(
    /^(\.?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?|\d+(\.\d+){3}\/\d+)$/,
    expects(
      "a host such as git.corp.example, a domain such as .corp.example, or an IPv4 range",
      exceptionFix,
    ),
  );

function exceptionFix(given: string): string {
  if (given.startsWith("*.")) return `write ${given.slice(1)}: few programs understand *`;
  if (given.includes(",")) return "write each name as an item of the list";
  return "write lowercase letters, without a scheme, a port and a path";
}

export const settings = z
  .strictObject({
    url: z
      .string()
      .max(300)
      .describe(
        "Address of the proxy, `http://HOST:PORT`, without a name and a password. It is the address of the proxy itself: calls by HTTPS stay encrypted up to their server.",
      ),
    cidrs: z
      .array(cidr())
      .min(
        1,
        expects("at least one range", "write the ranges of the proxy's addresses, such as 10.64.8.0/28"),
      )
      .describe(
        "IPv4 ranges with the addresses of the proxy, each in `cidrs` of an attachment. Nodes, and pods of models, reach the port of `url` there.",
      ),
    noProxy: z
      .array(exception)
      .default([])
      .describe(
        "Further hosts, domains with a leading dot, and IPv4 ranges that are called without the proxy. Default: none beside the node, the cluster, the VPC, the AWS services with an endpoint, and hosts of an internal entry.",
      ),
  })
  .describe(
    "HTTPS proxy by which containerd on nodes and the models call hosts outside of AWS, in a network without an egress. See docs/parts/https-proxy.md.",
  );

export type HttpsProxy = z.output<typeof settings>;

/** Name and password in a URL. */
export const USER_INFO = /^(\w+:\/\/)?[^/@]*@/;

/** Port of the URL of a proxy, which it always has. */
export const portOfProxy = ({ url }: Pick<HttpsProxy, "url">): number => Number(/:(\d+)$/.exec(url)?.[1]);
