"use client";
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Message } from "./message.ts";

type Told = Omit<Message, "id" | "at">;

type Messages = {
  /** Newest first. */
  messages: Message[];
  tell: (message: Told) => void;
  clear: () => void;
  /** What is under way here and will be told by another part of the page: see `Tidings`. */
  awaited: Set<string>;
};

const mostKept = 20;
const storedAs = "rollcall-messages";

const Shown = createContext<Messages | undefined>(undefined);

// Loaded with the first message: most pages are read without one.
const Toasts = lazy(() => import("./toasts.tsx").then(({ Toasts }) => ({ default: Toasts })));

/** Messages of this browser tab: each is shown for a while, and stays to be read again until the tab is closed. */
export function MessagesHere({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const [toast, setToast] = useState<Message>();
  const awaited = useRef(new Set<string>());
  useEffect(() => setMessages(stored()), []);
  const keep = useCallback((change: (before: Message[]) => Message[]) => {
    const next = change(stored());
    store(next);
    setMessages(next);
  }, []);
  const tell = useCallback(
    (told: Told) => {
      const message = {
        ...told,
        id: crypto.getRandomValues(new Uint32Array(2)).join("-"),
        at: new Date().toISOString(),
      };
      keep((before) => [message, ...before].slice(0, mostKept));
      setToast(message);
    },
    [keep],
  );
  const clear = useCallback(() => keep(() => []), [keep]);
  const value = useMemo(() => ({ messages, tell, clear, awaited: awaited.current }), [messages, tell, clear]);
  return (
    <Shown value={value}>
      {children}
      {toast ? (
        <Suspense fallback={null}>
          <Toasts toast={toast} />
        </Suspense>
      ) : null}
    </Shown>
  );
}

/** @throws Error outside the frame: there is nobody to tell. */
export function useMessages(): Messages {
  const messages = useContext(Shown);
  if (!messages) throw new Error("There are no messages outside the frame.");
  return messages;
}

/** Says that something is under way whose result takes this part off the page, before it could tell anything. */
export function useAwaited(key: string, { isPending }: { isPending: boolean }): void {
  const { awaited } = useMessages();
  useEffect(() => {
    if (isPending) awaited.add(key);
  }, [awaited, key, isPending]);
}

/** Tells its message when somebody awaits it here, and only then: the same part stands on the page ever after. */
export function Tidings({ of: key, text, href }: { of: string; text: string; href: string }) {
  const { awaited, tell } = useMessages();
  useEffect(() => {
    if (awaited.delete(key)) tell({ kind: "success", text, href });
  }, [awaited, tell, key, text, href]);
  return null;
}

// A browser that keeps nothing (storage is refused, or full) shows the messages all the same, until the next page load.
let unstored: Message[] = [];

function stored(): Message[] {
  try {
    return JSON.parse(sessionStorage.getItem(storedAs) ?? "[]") as Message[];
  } catch {
    return unstored;
  }
}

function store(messages: Message[]): void {
  unstored = messages;
  try {
    sessionStorage.setItem(storedAs, JSON.stringify(messages));
  } catch {
    // Kept above.
  }
}
