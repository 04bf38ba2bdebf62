import { z } from "../../../../src/base/zod";

export const settings = z
  .strictObject({
    domain: z
      .string()
      .regex(/^([a-z0-9-]+\.)+[a-z]+$/)
      .describe("Domain of the namespace in AWS Cloud Map, which exists already."),
  })
  .describe("ExternalDNS: names of Services and Ingresses in a namespace of AWS Cloud Map.");

export type ExternalDns = z.output<typeof settings>;
