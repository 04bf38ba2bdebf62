/** A time with one digit after the point. */
export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
