import { z } from "../base/zod";
import { expects } from "./expects";
import { cidr } from "./values";

/** A server in the VPC or in an attached network. The texts say which one, and which pods connect to it. */
export const privateHost = (server: string, clients: string) =>
  z.strictObject({
    cidrs: z
      .array(cidr())
      .min(1, expects("at least one range", `write the range of the ${server}, such as 10.64.8.0/28`))
      .describe(
        `Ranges with the addresses of the host, within the VPC or \`cidrs\` of an entry of \`network.attachments\`. ${clients} may connect to the port of the URL there.`,
      ),
    resolvedBy: z
      .enum(["private-zone", "resolver-rule", "public-dns"])
      .describe(
        "What resolves the name of the host in the VPC, outside of these stacks. No check can prove it, so that each report names it.",
      ),
  });

/** Port of a URL. */
export const portOf = (url: string): number => Number(new URL(url).port || "443");
