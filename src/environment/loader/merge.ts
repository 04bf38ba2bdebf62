import { type Position, type YamlNode, type YamlEntry, type YamlMapping } from "./yaml-node";

/**
 * Merges an environment into the one that it extends.
 *
 * Mappings merge key by key; lists and single values replace the inherited value; null removes the inherited key. A
 * mapping with another `type` replaces the inherited mapping, so that the keys of two variants never mix.
 */
export function mergeEnvironments(base: YamlMapping, extending: YamlMapping): YamlMapping {
  const entries = new Map<string, YamlEntry>(base.entries);
  const removed = new Map<string, Position>(base.removed);
  for (const [name, entry] of extending.entries) {
    const below = base.entries.get(name);
    if (below && isNull(entry.value)) {
      entries.delete(name);
      removed.set(name, entry.key);
    } else {
      entries.set(name, {
        key: entry.key,
        value: below ? mergeValues(below.value, entry.value) : entry.value,
      });
    }
  }
  return {
    ...extending,
    inherits: true,
    entries,
    removed,
    incomplete: base.incomplete || extending.incomplete,
    faulty: base.faulty || extending.faulty,
  };
}

/** Mappings with keys from both an environment and its base. */
export function sharedMappings(written: YamlNode): YamlMapping[] {
  if (written.kind !== "mapping" || !written.inherits) return [];
  return [written, ...[...written.entries.values()].flatMap((entry) => sharedMappings(entry.value))];
}

function mergeValues(base: YamlNode, extending: YamlNode): YamlNode {
  if (base.kind !== "mapping" || extending.kind !== "mapping" || isOtherVariant(base, extending)) {
    return extending;
  }
  return mergeEnvironments(base, extending);
}

function isOtherVariant(base: YamlMapping, extending: YamlMapping): boolean {
  const type = extending.entries.get("type")?.value;
  return type?.kind === "scalar" && type.value !== null && type.value !== typeValue(base);
}

function typeValue(mapping: YamlMapping): unknown {
  const type = mapping.entries.get("type")?.value;
  return type?.kind === "scalar" ? type.value : undefined;
}

function isNull(value: YamlNode): boolean {
  return value.kind === "scalar" && value.value === null && !value.faulty;
}
