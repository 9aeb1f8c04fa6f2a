/** Whether a text is a day of the calendar, written as 2027-06-30. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // 30 February would be taken for 2 March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
