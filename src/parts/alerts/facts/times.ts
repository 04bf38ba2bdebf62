/**
 * The longest time that the condition of an alert lasts before it fires, by severity. A critical alert wakes a person, who must still be
 * able to act; a warning is read within a working day.
 *
 * Source: docs/parts/alerts.md, whose longest are 20 and 30 minutes; the bounds leave room for
 * rules of an owner (2026-11-26).
 */
export const MOST_TIME: Readonly<Record<string, string>> = { critical: "1h", warning: "6h" };
