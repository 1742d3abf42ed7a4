package io.chancery.packaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An account's media files to look at: each is named, and shown small where it can be decoded. */
final class MediaIndex {
  static final int PAGE = 200;

  private final BagWriter bag;
  private final PackageContent.Account account;

  MediaIndex(BagWriter bag, PackageContent.Account account) {
    this.bag = bag;
    this.account = account;
  }

  /** Writes the pages, none for an account without media; returns how many. */
  int write() throws IOException {
    List<PackageContent.File> media = account.media();
    int pages = (media.size() + PAGE - 1) / PAGE;
    for (int page = 1; page <= pages; page++) {
      int first = (page - 1) * PAGE;
      List<ReportPage.Picture> rows = new ArrayList<>();
      for (PackageContent.File file : media.subList(first, Math.min(first + PAGE, media.size()))) {
        rows.add(
            new ReportPage.Picture(
                file.name().substring("media/".length()),
                file.bytes(),
                Thumbnails.of(file).orElse(null)));
      }
      String before = page > 1 ? name(page - 1) : "";
      String after = page < pages ? name(page + 1) : "";
      bag.payload(
          account.folder() + "report/" + name(page),
          ReportPage.withPictures("Media files: page " + page + " of " + pages)
              .note(
                  "Account "
                      + account.number()
                      + " of this production. The small pictures are made from the files of ../media,"
                      + " which are the authoritative form. JPEG, PNG and GIF are shown; a file that is"
                      + " of another type, damaged or very large is named only.")
              .neighbours(before, after)
              .pictures("Files " + (first + 1) + " to " + (first + rows.size()), rows)
              .neighbours(before, after)
              .finished());
    }
    return pages;
  }

  static String name(int page) {
    return String.format(Locale.ROOT, "media-%04d.html", page);
  }
}
