/** Values of `tweet.fields`, from X's OpenAPI description 2.159. */
export const TWEET_FIELDS = `article attachments author_id card_uri community_id context_annotations
  conversation_id created_at display_text_range edit_controls edit_history_tweet_ids entities geo id
  in_reply_to_user_id lang media_metadata non_public_metrics note_tweet organic_metrics possibly_sensitive
  promoted_metrics public_metrics referenced_tweets reply_settings scopes source suggested_source_links
  suggested_source_links_with_counts text withheld`.split(/\s+/);

/** Values of `user.fields`. */
export const USER_FIELDS = `affiliation confirmed_email connection_status created_at description entities id
  is_identity_verified location most_recent_tweet_id name parody pinned_tweet_id profile_banner_url
  profile_image_url protected public_metrics receives_your_dm subscription subscription_type url username
  verified verified_followers_count verified_type withheld`.split(/\s+/);

/** Values of `expansions` where posts are asked for. */
export const TWEET_EXPANSIONS = `article.cover_media article.media_entities attachments.media_keys
  attachments.media_source_tweet attachments.poll_ids author_id edit_history_tweet_ids
  entities.mentions.username geo.place_id in_reply_to_user_id entities.note.mentions.username
  referenced_tweets.id referenced_tweets.id.attachments.media_keys referenced_tweets.id.author_id`.split(
  /\s+/,
);

/** Values of `expansions` where users are asked for. */
export const USER_EXPANSIONS = ['affiliation.user_id', 'most_recent_tweet_id', 'pinned_tweet_id'];

/** Values of `dm_event.fields`. */
export const DM_FIELDS = `attachments created_at dm_conversation_id entities event_type id participant_ids
  referenced_tweets sender_id text`.split(/\s+/);

/** Values of `expansions` where private messages are asked for. */
export const DM_EXPANSIONS = [
  'attachments.media_keys',
  'participant_ids',
  'referenced_tweets.id',
  'sender_id',
];

/** Values of `event_types`. */
export const DM_EVENT_TYPES = ['MessageCreate', 'ParticipantsJoin', 'ParticipantsLeave'];

/** Values of `media.fields`; the stage has no media. */
export const MEDIA_FIELDS = `alt_text duration_ms height media_key non_public_metrics organic_metrics
  preview_image_url promoted_metrics public_metrics type url variants width`.split(/\s+/);

/** Values of `poll.fields`; the stage has no polls. */
export const POLL_FIELDS = ['duration_minutes', 'end_datetime', 'id', 'options', 'voting_status'];

/** Values of `place.fields`; the stage has no places. */
export const PLACE_FIELDS = `contained_within country country_code full_name geo id name place_type`.split(
  ' ',
);
