import { z } from "../../src/base/zod";

/** A key of a JSON report, such as `environments[].lines[].price`, and its description. */
export type JsonKey = readonly [path: string, description: string];

/** Every key below a schema, parents before children. */
export function jsonKeys(schema: z.ZodType, path = ""): JsonKey[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
    return jsonKeys(schema.unwrap() as z.ZodType, path);
  }
  if (schema instanceof z.ZodArray) return jsonKeys(schema.element as z.ZodType, path);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([key, child]) => {
    const own = `${path === "" ? "" : `${path}.`}${key}${isList(child) ? "[]" : ""}`;
    return [[own, child.description ?? ""] as const, ...jsonKeys(child, own)];
  });
}

function isList(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return isList(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray;
}
