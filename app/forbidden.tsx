import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not allowed" };

export default function Forbidden() {
  return (
    <>
      <h1>Only an admin may do this</h1>
      <p>
        You are signed in as a reader: you can see everything here, but not change it. Someone who manages this
        application in Entra can give you the app role Rollcall.Admin; then sign out and in again.
      </p>
    </>
  );
}
