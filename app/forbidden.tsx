import type { Metadata } from "next";
import { doorsWords } from "#words/doors.tsx";

const words = doorsWords.forbidden;

export const metadata: Metadata = { title: words.title };

export default function Forbidden() {
  return (
    <>
      <h1>{words.heading}</h1>
      <p>{words.text}</p>
    </>
  );
}
