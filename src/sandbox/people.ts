import type { Profile } from './post.js';
import type { Person } from './scene.js';
import { userIdOf } from './snowflake.js';

/** Everybody on the stage, by handle (any case) and by id. */
export class People {
  readonly #byHandle = new Map<string, Profile>();
  readonly #byId = new Map<string, Profile>();

  /** Adds somebody, or updates what is said of them. */
  meet(person: Person): Profile {
    const key = person.handle.toLowerCase();
    let profile = this.#byHandle.get(key);
    if (!profile) {
      profile = {
        id: userIdOf(key),
        handle: person.handle,
        name: person.handle,
        followers: 0,
        verified: false,
        acceptsMessages: true,
      };
      this.#byHandle.set(key, profile);
      this.#byId.set(profile.id, profile);
    }
    profile.name = person.name ?? profile.name;
    profile.followers = person.followers ?? profile.followers;
    profile.verified = person.verified ?? profile.verified;
    profile.acceptsMessages = person.acceptsMessages ?? profile.acceptsMessages;
    return profile;
  }

  byHandle(handle: string): Profile | undefined {
    return this.#byHandle.get(handle.toLowerCase());
  }

  byId(id: string): Profile | undefined {
    return this.#byId.get(id);
  }
}
