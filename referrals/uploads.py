"""How the files of a reporter are received: in memory, never in a file on the server, and no more of them than are taken."""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from referrals.cleaning import MOST_BYTES, MOST_FILES


class InMemoryOnly(FileUploadHandler):
    """Keeps at most three files in memory; of a file that is too large only so much that this is seen."""

    chunk_size = 2**16

    def __init__(self, request=None):
        super().__init__(request)
        self.taken = 0

    def new_file(self, *args, **kwargs):
        """One more file, without what it was called."""
        super().new_file(*args, **kwargs)
        self.taken += 1
        if self.taken > MOST_FILES + 1:  # one more than is taken: the form then says how many it takes
            raise SkipFile
        self.chunks, self.size = [], 0

    def receive_data_chunk(self, raw_data, start):
        """A piece of the file."""
        if self.size <= MOST_BYTES:
            self.chunks.append(raw_data)
            self.size += len(raw_data)

    def file_complete(self, file_size):
        """The whole file."""
        content = io.BytesIO(b"".join(self.chunks))
        return InMemoryUploadedFile(content, self.field_name, "file", "application/octet-stream", self.size, None)
