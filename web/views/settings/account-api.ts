import type { Api } from '../../../client/transport/api.ts';
import type {
  DeviceLinkMade,
  OwnSession,
  OwnSessions,
  RecoveryCode,
  Renamed,
  SessionMade,
} from '../../../protocol/http.ts';
import type { Person } from '../../../protocol/model.ts';

/** Makes a secret that signs one more device in. All calls throw as `Api` does. */
export async function makeDeviceLink(api: Api): Promise<DeviceLinkMade> {
  return (await api.request('POST', '/api/device-links')) as DeviceLinkMade;
}

export async function redeemDeviceLink(api: Api, code: string): Promise<SessionMade> {
  return (await api.request('POST', '/api/device-links/redeem', { code })) as SessionMade;
}

/** Changes one's name. */
export async function rename(api: Api, name: string): Promise<Person> {
  return ((await api.request('POST', '/api/name', { name })) as Renamed).person;
}

/** The four words of a new recovery code. */
export async function makeRecoveryCode(api: Api, language: 'en' | 'fr'): Promise<string[]> {
  const made = await api.request('POST', '/api/recovery-code', { language });
  return (made as RecoveryCode).words;
}

export async function recover(api: Api, name: string, code: string): Promise<SessionMade> {
  return (await api.request('POST', '/api/recovery', { name, code })) as SessionMade;
}

export async function ownSessions(api: Api): Promise<OwnSession[]> {
  return ((await api.request('GET', '/api/sessions')) as OwnSessions).sessions;
}

/** Ends one session by its id, or all others. */
export async function endSessions(api: Api, id?: string): Promise<void> {
  await api.request('DELETE', id === undefined ? '/api/sessions' : `/api/sessions/${id}`);
}
